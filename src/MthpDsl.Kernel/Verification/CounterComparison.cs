using System.Collections.Immutable;
using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Kernel.Verification;

/// <summary>
/// Compares counters. They belong to the whole machine: only those that were the same in every run count, and those that say more
/// about the machine than about the scenario never do.
/// </summary>
internal static class CounterComparison
{
    // Compaction, migration and readahead follow the state of all memory; passes are counted with those that khugepaged makes for
    // others; lazily free base pages are counted when the CPU's batch of them is full, whoever fills it.
    private static readonly string[] OfTheMachine =
        ["compact_", "pgmigrate_", "thp_migration_", "swap_ra", "pglazyfree", "khugepaged/full_scans"];

    /// <summary>Where the counters of the simulator and of every run of the kernel part; and what was not the same in every run.</summary>
    public static (ImmutableArray<Difference> Differences, ImmutableArray<string> Noisy) Compare(
        CaseResult simulated, IReadOnlyList<CaseResult> runs)
    {
        ImmutableArray<Difference>.Builder differences = ImmutableArray.CreateBuilder<Difference>();
        SortedSet<string> noisy = new(StringComparer.Ordinal);
        for (int i = 0; i < simulated.Snapshots.Length; i++)
        {
            Dictionary<string, long> wanted = Values(simulated.Snapshots[i].Counters);
            Dictionary<string, long>[] seen = [.. runs.Select(run => Values(run.Snapshots[i].Counters))];
            foreach (string name in seen.Append(wanted).SelectMany(values => values.Keys).Distinct().Order(StringComparer.Ordinal))
            {
                long[] values = [.. seen.Select(run => run.GetValueOrDefault(name)).Distinct()];
                if (values.Length > 1)
                {
                    noisy.Add(name);
                }
                else if (values[0] != wanted.GetValueOrDefault(name))
                {
                    string where = $"snapshot '{simulated.Snapshots[i].Name}', counter {name}";
                    differences.Add(new Difference(where, Text(wanted.GetValueOrDefault(name)), Text(values[0])));
                }
            }
        }

        return (differences.ToImmutable(), [.. noisy]);
    }

    /// <summary>The counters that were the same in every run, but for the faults.</summary>
    public static IEnumerable<Counter> Common(IReadOnlyList<CounterSnapshot> runs)
    {
        Dictionary<string, long>[] seen = [.. runs.Select(Values)];
        return seen[0].Where(pair => pair.Key != "faults" && Array.TrueForAll(seen, run => run.GetValueOrDefault(pair.Key) == pair.Value))
            .Select(pair => new Counter(pair.Key, pair.Value))
            .OrderBy(counter => counter.Name, StringComparer.Ordinal);
    }

    private static Dictionary<string, long> Values(CounterSnapshot counters)
    {
        Dictionary<string, long> values = counters.Vmstat.Where(counter => CounterNames.TryParse(counter.Name, out VmStat _))
            .Concat(counters.Sysfs.Where(counter => IsModelled(counter.Name)))
            .Where(counter => !Array.Exists(OfTheMachine, prefix => counter.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(counter => counter.Name, counter => counter.Value, StringComparer.Ordinal);
        values["faults"] = counters.Faults;
        return values;
    }

    private static bool IsModelled(string path) =>
        path == "khugepaged/pages_collapsed" || CounterNames.TryParse(path[(path.LastIndexOf('/') + 1)..], out SizeStat _);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
