using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Memory;

/// <summary>Why an allocation gave nothing.</summary>
internal enum AllocationFailure
{
    None,
    NoMemory,
    ChargeRefused,
}

/// <summary>Makes folios of frames and gives frames back: the allocator, the memory cgroup and the last reference in one place.</summary>
internal sealed class FolioAllocator(Machine machine)
{
    private const long NoFolio = -1;

    // What a fault that waits for memory still needs; no two faults wait at one time.
    private long _needed = NoFolio;

    /// <summary>Allocates and charges a zero-filled, unmapped anonymous folio.</summary>
    /// <param name="order">0 to the PMD order.</param>
    /// <param name="gfp">How hard to try.</param>
    /// <param name="index">The linear page index of its first page.</param>
    /// <param name="failure">Why there is none.</param>
    /// <returns>The head frame, or -1.</returns>
    public long Allocate(int order, Gfp gfp, long index, out AllocationFailure failure)
    {
        long head = machine.PageAllocator.Allocate(order, gfp);
        if (head < 0)
        {
            failure = AllocationFailure.NoMemory;
            return -1;
        }

        if (!TryCharge(order, gfp))
        {
            machine.PageAllocator.Free(head, order);
            failure = AllocationFailure.ChargeRefused;
            return -1;
        }

        failure = AllocationFailure.None;
        machine.Frames.MakeFolio(head, order, FolioFlags.NewAnon, index);
        return head;
    }

    /// <summary>
    /// Allocates the base page that takes over the content of another one (folio_get before wp_page_copy): reclaim may unmap the old
    /// one meanwhile, but not free it, or two pages could take each other's place for ever.
    /// </summary>
    /// <param name="old">The folio that is copied from.</param>
    /// <param name="index">The linear page index of the copy.</param>
    /// <returns>The head frame, or -1.</returns>
    public long AllocateCopy(long old, long index)
    {
        _needed = old;
        long copy = Allocate(0, Gfp.BasePage, index, out _);
        _needed = NoFolio;
        return copy;
    }

    private bool TryCharge(int order, Gfp gfp) =>
        !machine.Failures.TakeChargeFailure(order)
        && machine.Cgroup.TryCharge(order, mayReclaim: gfp != Gfp.NoReclaim, mayRetry: gfp != Gfp.DirectNoRetry);

    /// <summary>All references: one a mapping, the swap cache's, the LRU-add batch's, and those of `hold` and `pin` (spec MM 8.2).</summary>
    public int ReferenceCount(long head)
    {
        FrameTable frames = machine.Frames;
        FolioFlags flags = frames.Flags(head);
        int order = frames.Order(head);
        int count = MapCount(head) + (head == _needed ? 1 : 0);
        if ((flags & FolioFlags.SwapCache) != 0)
        {
            count += 1 << order;
        }

        if (order == 0 && machine.LruAddBatch.Contains(head))
        {
            count++;
        }

        if (frames.References.Count > 0 && frames.References.TryGetValue(head, out FolioReferences held))
        {
            count += held.Plain + (held.Pins * (order == 0 ? FolioReferences.SmallFolioPinBias : 1));
        }

        return count;
    }

    /// <summary>folio_mapcount: all PTE and PMD mappings.</summary>
    public int MapCount(long head) =>
        machine.Frames.Order(head) == 0 ? machine.Frames.MapCount(head) : machine.Frames.PeekLarge(head).LargeMapCount;

    /// <summary>folio_maybe_dma_pinned (spec MM 3.2).</summary>
    public bool IsMaybePinned(long head)
    {
        if (machine.Frames.References.Count == 0)
        {
            return false;
        }

        return machine.Frames.Order(head) > 0
            ? machine.Frames.References.TryGetValue(head, out FolioReferences held) && held.Pins > 0
            : ReferenceCount(head) >= FolioReferences.SmallFolioPinBias;
    }

    /// <summary>Frees a folio that nothing refers to any more (folio_put).</summary>
    public void Put(long head)
    {
        if (MapCount(head) == 0 && machine.LruAddBatch.Contains(head))
        {
            // free_pages_and_swap_cache drains the batch before it drops the last reference.
            machine.LruAddBatch.Drain();
        }

        if (ReferenceCount(head) == 0)
        {
            Free(head);
        }
    }

    /// <summary>Frees a folio (__folio_put): off the deferred queue, uncharged, its frames to the buddy allocator.</summary>
    public void Free(long head)
    {
        int order = machine.Frames.Order(head);
        if (machine.LruAddBatch.Contains(head))
        {
            machine.LruAddBatch.Drain();
        }

        if (order > 0)
        {
            machine.DeferredSplits.Unqueue(head);
            machine.Counters.Add(SizeStat.NrAnon, order, -1);
        }

        machine.Mlock.Forget(head);
        machine.FolioNumbers.Forget(head);
        machine.Frames.DropFolio(head);
        machine.Cgroup.Uncharge(1L << order);
        machine.PageAllocator.Free(head, order);
    }

    /// <summary>Frees base pages that follow each other in one block, as <see cref="Free"/> one by one would. Nobody refers to them but their one mapping, which goes.</summary>
    public void FreeRun(long first, int count)
    {
        for (long head = first; head < first + count; head++)
        {
            machine.FolioNumbers.Forget(head);
        }

        machine.Frames.DropRun(first, count);
        machine.Cgroup.Uncharge(count);
        machine.PageAllocator.FreeRange(first, count);
    }

    /// <summary>Gives back a folio that was never mapped: a lost race, a collapse that failed. It was not counted yet.</summary>
    public void Discard(long head)
    {
        int order = machine.Frames.Order(head);
        machine.FolioNumbers.Forget(head);
        machine.Frames.DropFolio(head);
        machine.Cgroup.Uncharge(1L << order);
        machine.PageAllocator.Free(head, order);
    }
}
