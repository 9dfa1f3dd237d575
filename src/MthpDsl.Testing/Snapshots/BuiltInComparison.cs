using System.Text;

namespace MthpDsl.Testing.Snapshots;

/// <summary>Compares a text with its verified file as Verify does, without Verify.</summary>
internal static class BuiltInComparison
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A <see cref="SnapshotComparison"/>.</summary>
    public static Task Verify(string received, string extension, string parameters, string sourceFile, string method)
    {
        Verify(received.ReplaceLineEndings("\n"), SnapshotFile.For(sourceFile, method, parameters, extension), IsBuildServer());
        return Task.CompletedTask;
    }

    /// <summary>Compares, and leaves or deletes what was received.</summary>
    /// <param name="received">The text, with <c>\n</c> at line ends.</param>
    /// <param name="file">The two files.</param>
    /// <param name="readOnly">Nothing is written.</param>
    /// <exception cref="SnapshotException">There is no verified file, or it holds something else.</exception>
    public static void Verify(string received, SnapshotFile file, bool readOnly)
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
