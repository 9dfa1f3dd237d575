using System.Globalization;
using System.Text;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Recording;

/// <summary>Expectations for a scenario that has none: every mapping as the end shows it, and the counters that were the same in every run.</summary>
internal static class EndRecorder
{
    /// <summary>The lines, each with its end.</summary>
    /// <param name="runs">The results of all runs and cases.</param>
    /// <param name="geometry">Of the scenario's machine.</param>
    /// <exception cref="KernelException">The cases do not end alike.</exception>
    public static IReadOnlyList<string> Lines(IReadOnlyList<CaseResult> runs, PageGeometry geometry)
    {
        string[] layouts = [.. runs.Select(run => Layouts(run.Snapshots[^1], geometry)).Distinct()];
        if (layouts.Length != 1)
        {
            throw new KernelException("the cases do not end alike: write the expectations with the names of the givens first");
        }

        StringBuilder text = new(layouts[0]);
        foreach (Counter counter in CounterComparison.Common([.. runs.Select(run => run.Snapshots[^1].Counters)]))
        {
            string name = counter.Name.Contains('/', StringComparison.Ordinal) ? "sysfs " : "vmstat ";
            text.Append(CultureInfo.InvariantCulture, $"expect {name}{counter.Name} = {counter.Value}\n");
        }

        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Layouts(SnapshotResult snapshot, PageGeometry geometry)
    {
        StringBuilder text = new();
        foreach (ProcessSnapshot process in snapshot.Processes)
        {
            foreach (MappingSnapshot mapping in process.Mappings)
            {
                string where = process.Name == "main" ? "" : $"in {process.Name} ";
                text.Append(CultureInfo.InvariantCulture, $"{where}expect {mapping.Name} = {RecordedLayout.Of(mapping.Runs, geometry)}\n");
            }
        }

        return text.ToString();
    }
}
