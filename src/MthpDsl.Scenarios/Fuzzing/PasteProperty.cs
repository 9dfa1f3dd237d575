using System.Globalization;
using System.Text;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>What the end of a scenario shows, pasted behind it as expectations, is met.</summary>
internal static class PasteProperty
{
    public static FuzzProperty Pastes { get; } = new("paste", 8, Fault);

    private static string? Fault(FuzzSubject subject)
    {
        if (subject.Results is not [{ Status: ResultStatus.Passed, Snapshots: [.., { } end] } result])
        {
            return null;
        }

        FuzzSubject pasted = new(subject.Text + Expectations(end, result.PageSize, ForkedInRaces(subject.Scenario)), check: false);
        return pasted.Results[0] is { Status: not ResultStatus.Passed, Diagnostics: [{ } first, ..] }
            ? $"pasted as an expectation, line {first.Line} is not met: {first.Message}"
            : null;
    }

    // What such a process has mapped depends on when the collapse came: the reader of a scenario takes it for what there was at the statement.
    private static HashSet<string> ForkedInRaces(BoundScenario scenario) =>
    [
        .. Races(scenario.Statements).SelectMany(ScenarioNeeds.Flatten).OfType<ForkStatement>().Select(fork => fork.Name.Text),
    ];

    private static IEnumerable<AtStatement> Races(IEnumerable<StatementSyntax> statements) => statements.SelectMany(statement => statement switch
    {
        AtStatement race => [race],
        InStatement inside => Races(inside.Body.Items),
        ForStatement loop => Races(loop.Body.Items),
        RepeatStatement loop => Races(loop.Body.Items),
        _ => [],
    });

    private static string Expectations(SnapshotResult end, ByteSize pageSize, HashSet<string> withoutLayouts)
    {
        PageGeometry geometry = PageGeometry.ForPageSize(pageSize) ?? PageGeometry.Pages4K;
        StringBuilder text = new();
        foreach (Counter counter in end.Counters.Vmstat.Where(HasWords))
        {
            text.Append(CultureInfo.InvariantCulture, $"expect vmstat {counter.Name} = {counter.Value}\n");
        }

        foreach (Counter counter in end.Counters.Sysfs.Where(HasWords))
        {
            text.Append(CultureInfo.InvariantCulture, $"expect sysfs {counter.Name} = {counter.Value}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"expect faults total = {end.Counters.Faults}\n");
        foreach (ProcessSnapshot process in end.Processes.Where(process => !withoutLayouts.Contains(process.Name)))
        {
            foreach (MappingSnapshot mapping in process.Mappings)
            {
                text.Append(CultureInfo.InvariantCulture, $"in {process.Name} expect {mapping.Name} = {LayoutText.Of(mapping.Runs, geometry)}\n");
            }
        }

        return text.ToString();
    }

    // The language has no sign: that a gauge has fallen cannot be said in it.
    private static bool HasWords(Counter counter) => counter.Value > 0;
}
