using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Results;

/// <summary>The layout and the counters of one moment.</summary>
/// <param name="Name">The name the scenario gave it; <c>end</c> for the last.</param>
/// <param name="Processes">The living processes, <c>main</c> first, then in the order of their forks.</param>
/// <param name="Counters">What has changed since the scenario began.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// SnapshotResult last = result.Snapshots[^1];
/// Console.WriteLine(last.Name); // end
/// </code>
/// </example>
public sealed record SnapshotResult(string Name, ImmutableArray<ProcessSnapshot> Processes, CounterSnapshot Counters);
