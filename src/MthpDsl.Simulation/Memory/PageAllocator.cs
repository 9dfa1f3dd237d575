using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// Whether an allocation succeeds: injected failures, free blocks above the watermark, then what the gfp allows: compaction and
/// direct reclaim (spec MM 7.2).
/// </summary>
internal sealed class PageAllocator
{
    /// <summary>MAX_RECLAIM_RETRIES: how often orders up to the costly one are tried again.</summary>
    private const int MaxReclaimRetries = 16;

    private readonly Machine _machine;
    private readonly Watermarks _watermarks;
    private readonly Compaction _compaction;
    private bool _reclaiming;

    public PageAllocator(Machine machine)
    {
        _machine = machine;
        _watermarks = new Watermarks(machine.Geometry, machine.Buddy.TotalFrames);
        _compaction = new Compaction(machine.Buddy, new FolioMigration(machine));
    }

    private long MinFree => _watermarks.Min(_machine.Policy.IsPmdOrderEnabled);

    /// <summary>Takes a block of frames.</summary>
    /// <param name="order">0 to MAX_PAGE_ORDER.</param>
    /// <param name="gfp">How hard to try.</param>
    /// <returns>The first frame, or -1.</returns>
    public long Allocate(int order, Gfp gfp)
    {
        if (_machine.Failures.TakeAllocationFailure(order))
        {
            return -1;
        }

        long frame = TakeFree(order);
        if (frame >= 0 || gfp == Gfp.NoReclaim || _reclaiming)
        {
            return frame;
        }

        return order > MemoryCgroup.CostlyOrder ? Direct(order, gfp) : DirectWithRetries(order, gfp);
    }

    /// <summary>Takes several blocks that follow each other, as so many calls of <see cref="Allocate"/> would, without trying hard.</summary>
    /// <param name="order">0 to MAX_PAGE_ORDER.</param>
    /// <param name="wanted">How many blocks at most.</param>
    /// <param name="taken">How many there are.</param>
    /// <returns>The first frame, or -1 where a single allocation has to find out what is to be done.</returns>
    public long AllocateRun(int order, long wanted, out long taken)
    {
        taken = 0;
        long above = (_machine.Buddy.FreeFrames - MinFree) >> order;
        return above <= 0 ? -1 : _machine.Buddy.AllocateRun(order, Math.Min(wanted, above), out taken);
    }

    /// <summary>Takes one frame, as <see cref="Allocate"/> would, without trying hard.</summary>
    /// <returns>The frame, or -1 where a single allocation has to find out what is to be done.</returns>
    public long AllocatePage() => _machine.Buddy.FreeFrames > MinFree ? _machine.Buddy.AllocatePage() : -1;

    public void Free(long frame, int order) => _machine.Buddy.Free(frame, order);

    public void FreeRange(long first, long count) => _machine.Buddy.FreeRange(first, count);

    private long TakeFree(int order) =>
        _machine.Buddy.FreeFrames - (1L << order) >= MinFree ? _machine.Buddy.Allocate(order) : -1;

    /// <summary>A costly order: compaction, and unless it is not worth it, one round of reclaim and compaction.</summary>
    private long Direct(int order, Gfp gfp)
    {
        long frame = Compact(order);
        if (frame >= 0 || gfp == Gfp.DirectNoRetry)
        {
            return frame;
        }

        Reclaim(order);
        frame = TakeFree(order);
        return frame >= 0 ? frame : Compact(order);
    }

    private long DirectWithRetries(int order, Gfp gfp)
    {
        int tries = gfp == Gfp.DirectNoRetry ? 1 : MaxReclaimRetries;
        long frame = -1;
        for (; tries > 0 && frame < 0; tries--)
        {
            frame = order > 0 ? Compact(order) : -1;
            if (frame < 0)
            {
                bool progress = Reclaim(order) > 0;
                frame = TakeFree(order);
                tries = progress ? tries : 1;
            }
        }

        return frame;
    }

    private long Reclaim(int order)
    {
        _reclaiming = true;
        long reclaimed = _machine.Reclaimer.Reclaim(Math.Max(1L << order, MemoryCgroup.ReclaimBatch));
        _reclaiming = false;
        return reclaimed;
    }

    private long Compact(int order)
    {
        if (_compaction.IsDeferred(order))
        {
            return -1;
        }

        _machine.LruAddBatch.Drain();
        _machine.Counters.Count(VmStat.CompactStall);
        long frame = _compaction.Compact(order, MinFree, out _);
        _machine.Counters.Count(frame >= 0 ? VmStat.CompactSuccess : VmStat.CompactFail);
        return frame;
    }

    /// <summary>Takes over the state of compaction, for the fork of a machine.</summary>
    public void CopyFrom(PageAllocator other) => _compaction.CopyFrom(other._compaction);
}
