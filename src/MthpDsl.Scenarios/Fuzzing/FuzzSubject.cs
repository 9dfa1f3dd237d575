using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>A scenario that was made at random, and what came of it. Refused statements do not end it.</summary>
internal sealed class FuzzSubject
{
    private const string Path = "fuzz.mthp";
    private const long StatementWork = 100;
    private const long PassWork = 500;

    // Far more than any takes, however busy the machine is.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<(int Line, string Word)> _refusals = [];

    /// <param name="text">The scenario.</param>
    /// <param name="check">Recount and compare contents after every statement; costs more than the run.</param>
    internal FuzzSubject(string text, bool check)
    {
        Text = text;
        Scenario = ScenarioBinder.Bind(SourceText.From(text, Path));
        Results = Scenario.HasErrors ? [ScenarioRunner.Unread(Scenario)] : Run(Scenario, check, _refusals);
    }

    /// <summary>The scenario in the language.</summary>
    public string Text { get; }

    /// <summary>The scenario as the binder took it.</summary>
    public BoundScenario Scenario { get; }

    /// <summary>The result of each of its cases.</summary>
    public IReadOnlyList<CaseResult> Results { get; }

    /// <summary>The statements that the kernel refused: their line, and the word of <c>expect ERRNO from</c> that fits.</summary>
    internal IReadOnlyList<(int Line, string Word)> Refusals => _refusals;

    /// <summary>
    /// How much it was to run, the same on every machine: its faults, the pages its passes of khugepaged looked at, its statements with
    /// the recount behind each.
    /// </summary>
    internal long Work => Results.Sum(result => StatementWork * Scenario.Statements.Count
        + (result.Snapshots is [.., { } end]
            ? end.Counters.Faults + (PassWork * (end.Counters.Sysfs.FirstOrDefault(counter => counter.Name == "khugepaged/full_scans")?.Value ?? 0))
            : 0));

    /// <summary>What came of it, to be compared: everything but the addresses.</summary>
    internal string Outcome => FuzzOutcome.Of(Results);

    private static List<CaseResult> Run(BoundScenario scenario, bool check, List<(int Line, string Word)> refusals)
    {
        RunOptions options = new()
        {
            Check = check,
            Limits = RunLimits.Default with { Time = Patience },
            Forgives = (statement, outcome) =>
            {
                refusals.Add((statement.Source.PositionOf(statement.Span.Start).Line, outcome.Word!));
                return outcome.Finding is null;
            },
        };
        return [.. ScenarioRunner.Run(scenario, options)];
    }
}
