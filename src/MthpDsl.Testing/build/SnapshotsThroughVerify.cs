// Part of every test project that says Snapshots=Verify and references Verify.Xunit.
namespace MthpDsl.Testing;

internal static class SnapshotsThroughVerify
{
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Begin() => Snapshot.Comparison = Verify;

    private static System.Threading.Tasks.Task Verify(string received, string extension, string parameters, string sourceFile, string method)
    {
        VerifyTests.VerifySettings settings = new();
        if (parameters.Length > 0)
        {
            settings.UseTextForParameters(parameters);
        }

        return VerifyXunit.Verifier.Verify(received, extension, settings, sourceFile).ToTask();
    }
}
