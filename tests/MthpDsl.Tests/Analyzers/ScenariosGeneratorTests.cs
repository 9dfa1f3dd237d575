using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace MthpDsl.Tests.Analyzers;

public sealed class ScenariosGeneratorTests
{
    private static readonly AdditionalText[] Files =
    [
        new MemoryFile("/p/scenarios/collapse/creep.mthp", "scenario \"collapses <creep>\"\nmap heap 2M\nwrite heap\n"),
        new MemoryFile("/p/scenarios/collapse/64k-window.mthp", "map heap 2M\nwrite heap\n"),
        new MemoryFile("/p/scenarios/collapse/collapse.mthp", "map heap 2M\nwrite heap\n"),
        new MemoryFile("/p/scenarios/first.mthp", "map heap 2M\nwrite heap\n"),
        new MemoryFile("/p/readme.txt", "no scenario"),
    ];

    [Fact]
    public Task A_folder_becomes_a_class_and_a_file_a_property() =>
        Snapshot.Verify(Driver(Files).RunGenerators(MemoryProject.Compile("")).GetRunResult().GeneratedTrees.Single().ToString());

    [Fact]
    public void The_generated_code_compiles_and_a_renamed_file_is_an_error()
    {
        const string Use = "class Use { string Text => Lab.Scenarios.Collapse.Creep.Text + Lab.Scenarios.All.Count + Lab.Scenarios.Collapse._64kWindow.Path; }";

        Assert.Empty(ErrorsWith(Files, Use));
        Assert.Contains("CS0117", ErrorsWith(Files[1..], Use));
    }

    [Fact]
    public void Steps_stay_cached_when_an_unrelated_file_of_C_sharp_changes()
    {
        CSharpCompilation before = MemoryProject.Compile("class A { }", "class B { }");
        CSharpCompilation after = before.ReplaceSyntaxTree(before.SyntaxTrees[0], CSharpSyntaxTree.ParseText("class A { int x; }"));
        GeneratorDriver driver = Driver(Files).RunGenerators(before).RunGenerators(after);

        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.All(ReasonsOf(result, "ScenarioFiles", "ScenarioSource"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(
            result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_changed_scenario_reads_only_itself_again()
    {
        CSharpCompilation compilation = MemoryProject.Compile("");
        GeneratorDriver driver = Driver(Files).RunGenerators(compilation)
            .ReplaceAdditionalText(Files[0], new MemoryFile(Files[0].Path, "map heap 4M\nwrite heap\n"))
            .RunGenerators(compilation);

        IncrementalStepRunReason[] reasons = [.. ReasonsOf(driver.GetRunResult().Results.Single(), "ScenarioFiles")];
        Assert.Single(reasons, IncrementalStepRunReason.Modified);
        Assert.Equal(3, reasons.Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(GeneratorRunResult result, params string[] steps) =>
        steps.SelectMany(name => result.TrackedSteps[name]).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static string[] ErrorsWith(AdditionalText[] files, string code)
    {
        Driver(files).RunGeneratorsAndUpdateCompilation(MemoryProject.Compile(code), out Compilation updated, out _);
        return [.. updated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.Id)];
    }

    private static CSharpGeneratorDriver Driver(AdditionalText[] files) => CSharpGeneratorDriver.Create(
        [AnalyzerAssembly.Generator],
        files,
        optionsProvider: new ProjectOptions(),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new Dictionary<string, string>
        {
            ["build_property.RootNamespace"] = "Lab",
            ["build_property.ProjectDir"] = "/p/",
        });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options([]);
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}
