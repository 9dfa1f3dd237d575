using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Results;

/// <summary>A mapping at a snapshot, under the name and the extent the scenario gave it, whatever VMAs it has become.</summary>
/// <param name="Name">The mapping's name.</param>
/// <param name="Start">Its first address in bytes.</param>
/// <param name="Pages">Its length in base pages.</param>
/// <param name="Runs">What backs it: ascending, without gaps, from page 0 to <paramref name="Pages"/>.</param>
public sealed record MappingSnapshot(string Name, long Start, long Pages, LayoutRuns Runs);
