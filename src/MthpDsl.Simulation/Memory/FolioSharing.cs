namespace MthpDsl.Simulation.Memory;

/// <summary>"Mapped by others too?", as the kernel guesses it from a folio's mapcounts (spec MM 8.3).</summary>
internal static class FolioSharing
{
    /// <summary>folio_likely_mapped_shared, since 6.15 folio_maybe_mapped_shared.</summary>
    /// <param name="machine">Whose kernel guesses.</param>
    /// <param name="head">The folio.</param>
    public static bool IsLikelyShared(Machine machine, long head) => IsLikelyShared(machine, head, machine.Kernel.TracksOwners);

    /// <summary>What a collapse goes by: the merged collapse came with a base that tracks owners (COLLAPSE H).</summary>
    public static bool IsSharedForCollapse(Machine machine, long head) =>
        IsLikelyShared(machine, head, machine.Kernel.CollapseTracksOwners);

    private static bool IsLikelyShared(Machine machine, long head, bool tracksOwners)
    {
        FrameTable frames = machine.Frames;
        int order = frames.Order(head);
        if (order == 0)
        {
            return frames.MapCount(head) > 1;
        }

        ref LargeFolio folio = ref frames.Large(head);
        if (folio.LargeMapCount <= 1)
        {
            return false;
        }

        if (tracksOwners)
        {
            return !folio.OneOwnerHasAll;
        }

        // Until 6.14 the first page speaks for all where the sum does not decide.
        return folio.EntireMapCount > 0 || folio.LargeMapCount > 1 << order || frames.MapCount(head) > 1;
    }
}
