using System.Globalization;
using System.Text;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>Results as plain text, for nothing but to be compared: every run, every counter, every message's code, no address.</summary>
internal static class FuzzOutcome
{
    public static string Of(IEnumerable<CaseResult> results, string? without = null)
    {
        StringBuilder text = new();
        foreach (CaseResult result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.DisplayName} {result.Kernel} {result.Status}");
            text.AppendJoin("", Errors(result)).Append('\n');
            foreach (SnapshotResult snapshot in result.Snapshots)
            {
                Write(text, snapshot, without);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Errors(CaseResult result) =>
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error).Select(diagnostic => " " + diagnostic.Code);

    private static void Write(StringBuilder text, SnapshotResult snapshot, string? without)
    {
        text.Append("snapshot ").Append(snapshot.Name).Append('\n');
        foreach (ProcessSnapshot process in snapshot.Processes)
        {
            foreach (MappingSnapshot mapping in process.Mappings.Where(mapping => mapping.Name != without))
            {
                text.Append(CultureInfo.InvariantCulture, $"{process.Name}.{mapping.Name} {mapping.Pages}\n");
                foreach (LayoutRun run in mapping.Runs)
                {
                    text.Append("  ").Append(run).Append('\n');
                }
            }
        }

        foreach (Counter counter in snapshot.Counters.Vmstat.Concat(snapshot.Counters.Sysfs))
        {
            text.Append(CultureInfo.InvariantCulture, $"{counter.Name} {counter.Value}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"faults {snapshot.Counters.Faults}\n");
    }
}
