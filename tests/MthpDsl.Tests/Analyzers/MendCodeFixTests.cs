using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace MthpDsl.Tests.Analyzers;

public sealed class MendCodeFixTests
{
    [Fact]
    public async Task A_scenario_is_mended_as_its_diagnostic_says()
    {
        const string Text = "map heap 2M\nwrite heap\nread haep\n";
        Diagnostic diagnostic = Assert.Single(await MemoryProject.Analyze("", ("/p/a.mthp", Text)));

        Assert.Equal("map heap 2M\nwrite heap\nread heap\n", await Mend(diagnostic, Text, isScenario: true));
    }

    [Fact]
    public async Task A_literal_is_mended_inside_its_quotes()
    {
        const string Code =
            """
            class Sample
            {
                void M() => Run("map heap 2M\nwirte heap");
                void Run([System.Diagnostics.CodeAnalysis.StringSyntax("mthp")] string text) { }
            }
            """;
        ImmutableArray<Diagnostic> found = await MemoryProject.Analyze(Code);
        Diagnostic diagnostic = Assert.Single(found, candidate => candidate.Id == "MTHP1002");

        Assert.Equal(Code.Replace("wirte", "write", StringComparison.Ordinal), await Mend(diagnostic, Code, isScenario: false));
    }

    private static async Task<string> Mend(Diagnostic diagnostic, string text, bool isScenario)
    {
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Sample", LanguageNames.CSharp);
        TextDocument document = isScenario
            ? project.AddAdditionalDocument("a.mthp", SourceText.From(text), filePath: "/p/a.mthp")
            : project.AddDocument("Code0.cs", SourceText.From(text), filePath: "/p/Code0.cs");
        List<CodeAction> actions = [];
        CodeFixContext context = new(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        await AnalyzerAssembly.CodeFix.RegisterCodeFixesAsync(context);
        ImmutableArray<CodeActionOperation> operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        TextDocument after = isScenario ? changed.GetAdditionalDocument(document.Id)! : changed.GetDocument(document.Id)!;
        return (await after.GetTextAsync()).ToString();
    }
}
