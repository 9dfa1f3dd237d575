using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using MthpDsl.Language;
using MthpDsl.Reporting;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Tests.Cli;
using MthpDsl.Tests.Language;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>Each format is valid by its own grammar, whatever a stranger's scenario calls itself.</summary>
public sealed class FormatTests
{
    private const string Hostile = "\e[31m\u0007<b>&amp;]]>\"'\0\u0085\u009b2J\u202e\ud800\uffff\n::error::x\r\n##[command] # SKIP %0A ok 1 \\ *";

    private static readonly Dictionary<string, Action<string>> _checks = new()
    {
        ["text"] = text => Assert.EndsWith("\n", text, StringComparison.Ordinal),
        ["json"] = text => JsonDocument.Parse(text).Dispose(),
        ["ndjson"] = NdJsonCheck.Check,
        ["junit"] = JUnitCheck.Check,
        ["sarif"] = SarifCheck.Check,
        ["github"] = GitHubCheck.Check,
        ["ktap"] = KtapCheck.Check,
        ["html"] = DrawingCheck.Check,
        ["svg"] = DrawingCheck.Check,
    };

    public static TheoryData<string> Names => [.. ResultFormat.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_of_every_kind_are_valid(string format)
    {
        _checks[format](Results.Print(format));
        _checks[format](Results.Print(format, Mixed("scenarios/a.mthp", "the claim", "64K")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_stranger_writes_stays_text(string format)
    {
        string printed = Results.Print(format, Mixed(Hostile, Hostile, Hostile));
        _checks[format](printed);
        Assert.Empty(printed.Where(c => c is not '\n' && CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
        // What reorders text is shown by number where people read; a program gets the very text.
        Assert.Equal(format is "json" or "ndjson", printed.Contains('\u202e', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seed_scenarios_are_valid(string format) =>
        _checks[format](ToolRun.Of("run", Repository.Path("scenarios", "seed"), "-e", "wirte heap", "--format", format).Output);

    [Theory]
    [InlineData("junit", "xml")]
    [InlineData("github", "txt")]
    [InlineData("ktap", "txt")]
    [InlineData("ndjson", "txt")]
    public Task A_report_reads_well(string format, string extension) =>
        Snapshot.Verify(Results.Print(format, new PrinterOptions { Files = 2 }, Mixed("scenarios/a.mthp", "the claim", "64K")), extension, "format=" + format);

    [Fact]
    public void Sarif_has_a_rule_for_each_diagnostic_of_the_table()
    {
        using JsonDocument json = JsonDocument.Parse(Results.Print("sarif"));
        JsonElement rules = json.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(DiagnosticTable.All.Select(row => row.Code), rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
    }

    [Fact]
    public void What_the_cases_of_a_scenario_share_is_annotated_once()
    {
        CaseResult[] cases = [.. Mixed("a.mthp", "t", "64K").Take(2)];
        Assert.Equal(
            Results.Print("github", cases[0]).Split("::warning ").Length,
            Results.Print("github", cases[0], cases[0] with { Case = [new("size", "16K")] }).Split("::warning ").Length);
    }

    [Fact]
    public void An_event_is_handed_on_when_it_happens()
    {
        using MemoryStream stream = new();
        using IResultPrinter printer = ResultFormat.Find("ndjson")!.Create(stream, new PrinterOptions());
        List<int> linesBefore = [];
        BoundScenario scenario = Scenario.Bind("map heap 2M\nsnapshot \"a\"\nexpect heap = 2M\nwrite heap\n");
        RunOptions options = new()
        {
            Observer = (IRunObserver)printer,
            BeforeStatement = () => linesBefore.Add(stream.ToArray().Count(value => value == '\n')),
        };
        _ = ScenarioRunner.Run(scenario, options).ToArray();
        Assert.Equal([1, 1, 2, 3], linesBefore);
    }

    [NodeFact("tests/MthpDsl.Tests/Reporting/Formats/schema", "node_modules/ajv/package.json")]
    public void Sarif_is_valid_by_the_schema_of_the_format()
    {
        string folder = Repository.Path("tests", "MthpDsl.Tests", "Reporting", "Formats", "schema");
        Assert.Equal("valid\n", Programs.Run(folder, Results.Print("sarif", Mixed(Hostile, Hostile, Hostile)), "node", "validate.js"));
        Assert.Equal("valid\n", Programs.Run(folder, Results.Print("sarif", Mixed("a.mthp", "t", "64K")), "node", "validate.js"));
        Assert.NotEqual("valid\n", Programs.Run(folder, "{\"version\":\"2.1.0\",\"runs\":[{}]}", "node", "validate.js"));
    }

    /// <summary>Two cases of one file, one of another, in all three states, with warnings, errors and expectations.</summary>
    private static CaseResult[] Mixed(string file, string text, string value)
    {
        ResultDiagnostic warning = new("MTHP2019", ResultSeverity.Warning, 2, 5, text) { SourceLine = text, Mend = text, Length = 3 };
        ResultDiagnostic unmet = new("MTHP4001", ResultSeverity.Error, 12, 1, "expected " + text) { SourceLine = text, Expected = text, Actual = text, Summary = "Layout differs." };
        ResultDiagnostic stopped = new("MTHP3001", ResultSeverity.Error, 7, 1, text) { File = file + ".included", SourceLine = null };
        CaseResult passed = new()
        {
            File = file, Title = text, Kernel = "rfc-2024", Status = ResultStatus.Passed, Case = [new("size", value)], Diagnostics = [warning],
        };
        return
        [
            passed,
            passed with { Status = ResultStatus.Failed, Diagnostics = [warning, unmet, unmet with { Line = 13 }] },
            passed with { File = "b/" + file, Kernel = "", Status = ResultStatus.Error, Case = [], Diagnostics = [stopped] },
        ];
    }
}
