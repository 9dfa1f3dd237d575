using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Results;

/// <summary>A mapping at a snapshot, under the name and the extent the scenario gave it, whatever VMAs it has become.</summary>
/// <param name="Name">The mapping's name.</param>
/// <param name="Start">Its first address in bytes.</param>
/// <param name="Pages">Its length in base pages.</param>
/// <param name="Runs">What backs it: ascending, without gaps, from page 0 to <paramref name="Pages"/>.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// MappingSnapshot heap = result.Snapshots[^1].Processes[0].Mappings[0];
/// Console.WriteLine(LayoutText.Of(heap.Runs, PageGeometry.Pages4K)); // 16 x 4K
/// </code>
/// </example>
public sealed record MappingSnapshot(string Name, long Start, long Pages, LayoutRuns Runs);
