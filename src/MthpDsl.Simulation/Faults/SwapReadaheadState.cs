namespace MthpDsl.Simulation.Faults;

/// <summary>What a VMA remembers of its last swap-in fault, to guess how far to read ahead.</summary>
/// <param name="LastVpn">The page of that fault, or of a later one that found its page in the cache.</param>
/// <param name="Window">How many pages were read then.</param>
/// <param name="Hits">How many of them were used since.</param>
internal readonly record struct SwapReadaheadState(long LastVpn, int Window, int Hits)
{
    /// <summary>Before the first fault: hits enough for the largest window.</summary>
    public static SwapReadaheadState Initial => new(0, 0, 4);
}
