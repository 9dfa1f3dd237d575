using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using Xunit;

namespace MthpDsl.Tests.Language;

public class ExamplesRunTests
{
    /// <summary>Statements whose examples hold C#, which is tested with its host.</summary>
    private static readonly string[] CSharp = ["do", "expect-csharp"];

    public static TheoryData<string> Names => [.. StatementTable.All.Select(row => row.Name).Except(CSharp)];

    public static TheoryData<string> FoundWhenRun => [.. DiagnosticTable.All
        .Where(row => row.Code[4] is '3' or '4' && row.BadExample.Length > 0 && !row.BadExample.Contains("expect {", StringComparison.Ordinal))
        .Select(row => row.Code)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_of_a_statement_passes(string name)
    {
        string file = Repository.Path("grammar", "examples", name + ".mthp");
        Assert.All(ScenarioFile.Run(file, new RunOptions { Check = true }), result => Assert.Equal("", Describe(result)));
    }

    [Theory]
    [MemberData(nameof(FoundWhenRun))]
    public void The_bad_example_of_a_run_time_diagnostic_gets_it_and_the_good_one_passes(string code)
    {
        DiagnosticDescriptor row = DiagnosticTable.Find(code)!;
        Assert.Contains(code, Run(row.BadExample).SelectMany(result => result.Diagnostics).Select(diagnostic => diagnostic.Code));
        Assert.All(Run(row.GoodExample), result => Assert.Equal("", Describe(result)));
    }

    private static List<CaseResult> Run(string text) =>
        [.. ScenarioRunner.Run(ScenarioBinder.Bind(SourceText.From(text, "test.mthp")), new RunOptions())];

    private static string Describe(CaseResult result) => result.Status == ResultStatus.Passed
        ? ""
        : string.Join("\n", result.Diagnostics.Select(diagnostic => $"{diagnostic.Line}: {diagnostic.Code} {diagnostic.Message} {diagnostic.Expected} / {diagnostic.Actual}"));
}
