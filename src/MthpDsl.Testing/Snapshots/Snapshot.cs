using System.Runtime.CompilerServices;
using System.Text;

namespace MthpDsl.Testing.Snapshots;

/// <summary>
/// Verifies text against a file beside the test, by the conventions of Verify: <c>Class.Method_name=value.verified.txt</c>;
/// a mismatch leaves <c>.received.</c>, which the next pass deletes; where <c>CI</c> is set nothing is written.
/// The class is named as its file.
/// </summary>
/// <example><code>public Task The_claim() =&gt; Snapshot.Verify(text, parameters: "size=64K");</code></example>
public static class Snapshot
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Compares a text with its verified file.</summary>
    /// <param name="received">The text; its line ends count as <c>\n</c>.</param>
    /// <param name="extension">The ending of the file, without a dot.</param>
    /// <param name="parameters">The case as <c>name=value</c>, several joined by <c>_</c>; empty where the test has none.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    /// <exception cref="SnapshotException">There is no verified file, or it holds something else.</exception>
    public static Task Verify(
        string received,
        string extension = "txt",
        string parameters = "",
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
        SnapshotFile file = SnapshotFile.For(sourceFile, method, parameters, extension);
        Verify(received.ReplaceLineEndings("\n"), file, IsBuildServer());
        return Task.CompletedTask;
    }

    internal static void Verify(string received, SnapshotFile file, bool readOnly)
    {
        string? verified = File.Exists(file.Verified) ? Normalised(File.ReadAllText(file.Verified)) : null;
        if (verified is not null && IsEqual(received, verified))
        {
            if (!readOnly)
            {
                File.Delete(file.Received);
            }

            return;
        }

        if (!readOnly)
        {
            WriteReceived(file.Received, received);
        }

        throw new SnapshotException(SnapshotMessage.Of(file, received, verified, readOnly));
    }

    /// <summary>As Verify does: a verified file that an editor gave a last line end is equal all the same.</summary>
    private static bool IsEqual(string received, string verified) => received == verified || received + "\n" == verified;

    private static string Normalised(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private static void WriteReceived(string path, string text)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, text, _utf8);
        File.Move(temporary, path, overwrite: true);
    }

    private static bool IsBuildServer() => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
}
