using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace MthpDsl.Tests.Testing;

public sealed class ThroughVerifyTests
{
    /// <summary>Verify's core package is not everywhere to be had: what the seam calls of it stands here with its signatures.</summary>
    private const string Verify =
        """
        namespace VerifyTests
        {
            public class VerifySettings { public void UseTextForParameters(string parametersText) { } }
            public class SettingsTask { public System.Threading.Tasks.Task ToTask() => System.Threading.Tasks.Task.CompletedTask; }
        }

        namespace VerifyXunit
        {
            public static class Verifier
            {
                public static VerifyTests.SettingsTask Verify(
                    string? target, string extension, VerifyTests.VerifySettings? settings = null, string sourceFile = "") => new();
            }
        }
        """;

    [Fact]
    public void The_seam_that_a_project_compiles_fits_both_sides()
    {
        string seam = File.ReadAllText(Repository.Path("src", "MthpDsl.Testing", "build", "SnapshotsThroughVerify.cs"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "project",
            [CSharpSyntaxTree.ParseText(seam), CSharpSyntaxTree.ParseText(Verify)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !Path.GetFileName(path).StartsWith("Verify", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
    }
}
