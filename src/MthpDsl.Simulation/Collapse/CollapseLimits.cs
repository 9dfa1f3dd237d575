namespace MthpDsl.Simulation.Collapse;

/// <summary>How many pages of a kind a window may hold; a count above the limit ends the scan.</summary>
/// <param name="None">Holes and zero pages.</param>
/// <param name="Swap">Swapped pages.</param>
/// <param name="Shared">Shared pages.</param>
internal readonly record struct CollapseLimits(int None, int Swap, int Shared);
