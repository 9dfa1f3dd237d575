using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Results;

/// <summary>Counters as the change since the scenario began; only what is not zero, sorted by name.</summary>
/// <param name="Vmstat">By the names of <c>/proc/vmstat</c>.</param>
/// <param name="Sysfs">By path below <c>/sys/kernel/mm/transparent_hugepage/</c>.</param>
/// <param name="Faults">Page faults of all processes.</param>
public sealed record CounterSnapshot(
    ImmutableArray<Counter> Vmstat, ImmutableArray<Counter> Sysfs, long Faults)
{
    /// <summary>Nothing has changed.</summary>
    public static CounterSnapshot Empty { get; } = new([], [], 0);
}

/// <summary>One counter.</summary>
/// <param name="Name">Its kernel name.</param>
/// <param name="Value">Its change, never 0; a gauge can have fallen.</param>
public sealed record Counter(string Name, long Value);
