using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Results;

/// <summary>Counters as the change since the scenario began; only what is not zero, sorted by name.</summary>
/// <param name="Vmstat">By the names of <c>/proc/vmstat</c>.</param>
/// <param name="Sysfs">By path below <c>/sys/kernel/mm/transparent_hugepage/</c>.</param>
/// <param name="Faults">Page faults of all processes.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// CounterSnapshot counters = result.Snapshots[^1].Counters;
/// Console.WriteLine(counters.Faults); // 16
/// </code>
/// </example>
public sealed record CounterSnapshot(
    ImmutableArray<Counter> Vmstat, ImmutableArray<Counter> Sysfs, long Faults)
{
    /// <summary>Nothing has changed.</summary>
    public static CounterSnapshot Empty { get; } = new([], [], 0);
}

/// <summary>One counter.</summary>
/// <param name="Name">Its kernel name.</param>
/// <param name="Value">Its change, never 0; a gauge can have fallen.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 2M\nmadvise heap hugepage\nwrite heap").Single();
/// Counter counter = result.Snapshots[^1].Counters.Vmstat[0];
/// Console.WriteLine($"{counter.Name} {counter.Value}"); // nr_anon_transparent_hugepages 1
/// </code>
/// </example>
public sealed record Counter(string Name, long Value);
