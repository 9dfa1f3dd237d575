using System.Runtime.CompilerServices;

namespace MthpDsl.Tests;

/// <summary>
/// The seam of all snapshot tests. By default the built-in of MthpDsl.Testing; with <c>-p:Snapshots=Verify</c> the same
/// tests and the same files go through Verify.Xunit.
/// </summary>
internal static class Snapshot
{
    public static Task Verify(
        string received,
        string extension = "txt",
        string parameters = "",
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
#if SNAPSHOTS_VERIFY
        VerifyTests.VerifySettings settings = new();
        if (parameters.Length > 0)
        {
            settings.UseTextForParameters(parameters);
        }

        return VerifyXunit.Verifier.Verify(received, extension, settings, sourceFile).ToTask();
#else
        return MthpDsl.Testing.Snapshots.Snapshot.Verify(received, extension, parameters, sourceFile, method);
#endif
    }
}
