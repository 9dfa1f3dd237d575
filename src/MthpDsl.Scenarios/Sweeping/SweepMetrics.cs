using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>
/// What the end of a case measures, by the words an expectation asks with: <c>faults</c>, <c>vmstat thp_fault_alloc</c>,
/// <c>sysfs khugepaged/pages_collapsed</c>, <c>coverage heap 64K</c> in percent, and <c>in child coverage heap 64K</c> of another process.
/// </summary>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// Console.WriteLine(SweepMetrics.Of(result)["faults"]); // 16
/// </code>
/// </example>
public static class SweepMetrics
{
    /// <summary>The numbers of a case; what is not there is 0. Empty where the case did not come to its end.</summary>
    public static SortedDictionary<string, double> Of(CaseResult result)
    {
        SortedDictionary<string, double> metrics = new(StringComparer.Ordinal);
        if (result.Status == ResultStatus.Error || result.Snapshots is not [.., { } end])
        {
            return metrics;
        }

        metrics["faults"] = end.Counters.Faults;
        foreach (Counter counter in end.Counters.Vmstat)
        {
            metrics["vmstat " + counter.Name] = counter.Value;
        }

        foreach (Counter counter in end.Counters.Sysfs)
        {
            metrics["sysfs " + counter.Name] = counter.Value;
        }

        for (int i = 0; i < end.Processes.Length; i++)
        {
            string inside = i == 0 && end.Processes[i].Name == "main" ? "" : "in " + end.Processes[i].Name + " ";
            foreach (MappingSnapshot mapping in end.Processes[i].Mappings)
            {
                AddCoverage(mapping, inside + "coverage " + mapping.Name + " ", result.PageSize, metrics);
            }
        }

        return metrics;
    }

    /// <summary>Whether words name something that is measured: <c>faults</c>, <c>vmstat NAME</c>, <c>sysfs PATH</c>, <c>coverage NAME SIZE</c>.</summary>
    public static bool IsName(string name)
    {
        string[] words = name.Split(' ');
        if (words is ["in", _, ..])
        {
            words = words[2..];
        }

        return words switch
        {
            ["faults"] => words.Length == name.Split(' ').Length,
            ["vmstat", var counter] => Simulation.Statistics.CounterNames.TryParse(counter, out Simulation.Statistics.VmStat _),
            ["sysfs", var path] => path.Contains('/', StringComparison.Ordinal),
            ["coverage", _, var size] => SweepValues.TryNumber(size)?.Kind == ValueKind.Size,
            _ => false,
        };
    }

    /// <summary>Populated is what holds folios, as for <c>expect coverage</c>.</summary>
    private static void AddCoverage(MappingSnapshot mapping, string name, ByteSize pageSize, SortedDictionary<string, double> metrics)
    {
        Span<long> covered = stackalloc long[64];
        covered.Clear();
        long populated = 0;
        long firstPage = mapping.Start / pageSize.Bytes;
        foreach (LayoutRun run in mapping.Runs)
        {
            if (run.Kind == RunKind.Folio)
            {
                populated += run.Pages;
                bool isAligned = ((firstPage + run.Page) & ((1L << run.Order) - 1)) == 0;
                covered[run.Order] += run.IsWholeFolio && isAligned ? run.Pages : 0;
            }
        }

        for (int order = 0; order < covered.Length; order++)
        {
            if (covered[order] > 0)
            {
                metrics[name + SizeFormat.Format(pageSize.Bytes << order)] = covered[order] * 100.0 / populated;
            }
        }
    }

    /// <summary>A number as tables write it: without a point where it is whole.</summary>
    public static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
