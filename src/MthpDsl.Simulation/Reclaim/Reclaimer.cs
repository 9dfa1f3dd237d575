using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>Memory pressure: the shrinkers, then the LRU from its cold end (spec MM 5.5, 6.1).</summary>
internal sealed class Reclaimer(Machine machine)
{
    /// <summary>DEF_PRIORITY and one: how often a reclaim looks at the whole LRU before it gives up.</summary>
    private const int MaxPasses = 12;

    private readonly DeferredSplitShrinker _deferredSplits = new(machine);
    private readonly LruQueue _queue = new(machine);

    /// <summary>Folios on the LRU lists, those that wait for them included.</summary>
    public long LruLength => machine.Frames.Heads().LongCount(IsOnLru);

    /// <summary><c>echo 2 &gt; /proc/sys/vm/drop_caches</c>: the shrinkers run to the end, the LRU is left alone.</summary>
    public void DropCaches()
    {
        _deferredSplits.Scan();
        machine.HugeZero.Shrink();
    }

    /// <summary>
    /// Reclaims memory: shrinkers first, then the folios that were not accessed, oldest first. What was accessed is spared once:
    /// its accessed bits are cleared, and the next pass takes it.
    /// </summary>
    /// <param name="pages">Base pages that should become free.</param>
    /// <returns>Base pages that did; fewer where there was no swap left or nothing could go.</returns>
    public long Reclaim(long pages)
    {
        long before = machine.Buddy.FreeFrames;
        long target = before + pages;
        DropCaches();
        machine.LruAddBatch.Drain();
        bool changed = !_queue.IsExhausted;
        for (int pass = 0; pass < MaxPasses && machine.Buddy.FreeFrames < target; pass++)
        {
            if (_queue.IsExhausted)
            {
                machine.LruAddBatch.Drain();
                _queue.Restart();
            }

            bool changes = Scan(target, out bool wrote);
            if (wrote)
            {
                // What a device was given to write is clean by now, and the oldest: it is looked at again before anything else.
                _queue.Reset();
            }

            if (!changes && !changed)
            {
                // A whole pass changed nothing: another one would not either.
                break;
            }

            changed = false;
        }

        return Math.Max(0, machine.Buddy.FreeFrames - before);
    }

    /// <summary>What is lazily free goes first from now on.</summary>
    public void NoteLazyFree() => _queue.Reset();

    private bool Scan(long target, out bool wrote)
    {
        bool changed = false;
        long written = 0;
        while (machine.Buddy.FreeFrames + written < target && _queue.Next() is >= 0 and var head)
        {
            machine.Beat();
            if (!MayGo(head))
            {
                continue;
            }

            long free = machine.Buddy.FreeFrames;
            long spared = machine.FolioReclaim.Spared;
            FolioFlags flags = machine.Frames.Flags(head);
            bool wasWritten = machine.FolioReclaim.IsWritten(head);
            machine.FolioReclaim.Shrink(head);
            bool isWritten = machine.Frames.IsAllocated(head) && machine.FolioReclaim.IsWritten(head);
            written += isWritten && !wasWritten ? machine.Frames.Pages(head) : 0;
            changed |= free != machine.Buddy.FreeFrames
                || spared != machine.FolioReclaim.Spared
                || (machine.Frames.Flags(head) | FolioFlags.Lru) != (flags | FolioFlags.Lru);
        }

        wrote = written > 0;
        return changed;
    }

    // Without swap only what needs none is looked at (can_reclaim_anon_pages).
    private bool MayGo(long head) =>
        (machine.Swap is { AcceptsPages: true } swap && swap.UsedSlots < swap.UsableSlots)
        || !machine.Frames.Has(head, FolioFlags.SwapBacked)
        || machine.Frames.Has(head, FolioFlags.SwapCache);

    private bool IsOnLru(long head) => machine.Frames.Has(head, FolioFlags.Lru) || machine.LruAddBatch.Contains(head);

    /// <summary>Takes over how far reclaim has come, for the fork of a machine.</summary>
    public void CopyFrom(Reclaimer other) => _queue.CopyFrom(other._queue);
}
