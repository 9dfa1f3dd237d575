using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Splitting;

/// <summary>The deferred split queue: PMD-sized folios from birth, and every partially mapped folio (spec MM 5.2).</summary>
internal sealed class DeferredSplitQueue(Machine machine)
{
    private long _first = -1;
    private long _last = -1;

    public int Count { get; private set; }

    /// <summary>deferred_split_folio: appends a folio, and marks it when it is partially mapped for the first time.</summary>
    public void Defer(long head, bool partiallyMapped)
    {
        FrameTable frames = machine.Frames;
        int order = frames.Order(head);
        FolioFlags flags = frames.Flags(head);
        if (order <= 1
            || (!partiallyMapped && !machine.Policy.ShrinkUnderused)
            || (flags & FolioFlags.SwapCache) != 0)
        {
            return;
        }

        if (partiallyMapped && (flags & FolioFlags.PartiallyMapped) == 0)
        {
            frames.SetFlags(head, FolioFlags.PartiallyMapped);
            if (order == machine.Geometry.PmdOrder)
            {
                machine.Counters.Count(VmStat.ThpDeferredSplitPage);
            }

            machine.Counters.Count(SizeStat.SplitDeferred, order);
            machine.Counters.Count(SizeStat.NrAnonPartiallyMapped, order);
        }

        if ((flags & FolioFlags.OnDeferredList) == 0)
        {
            Append(head);
        }
    }

    /// <summary>Takes a folio off the queue for good: before a split, or when it is freed.</summary>
    public void Unqueue(long head)
    {
        if (!machine.Frames.Has(head, FolioFlags.OnDeferredList | FolioFlags.PartiallyMapped))
        {
            return;
        }

        ClearPartiallyMapped(head);
        Remove(head);
    }

    /// <summary>Clears the mark and lowers its gauge.</summary>
    public void ClearPartiallyMapped(long head)
    {
        if (machine.Frames.Has(head, FolioFlags.PartiallyMapped))
        {
            machine.Frames.ClearFlags(head, FolioFlags.PartiallyMapped);
            machine.Counters.Add(SizeStat.NrAnonPartiallyMapped, machine.Frames.Order(head), -1);
        }
    }

    /// <summary>Takes a folio off the list, and leaves its mark.</summary>
    public void Remove(long head)
    {
        if (!machine.Frames.Has(head, FolioFlags.OnDeferredList))
        {
            return;
        }

        machine.Frames.ClearFlags(head, FolioFlags.OnDeferredList);
        ref LargeFolio folio = ref machine.Frames.Large(head);
        (long previous, long next) = (folio.DeferredPrevious, folio.DeferredNext);
        (folio.DeferredPrevious, folio.DeferredNext) = (-1, -1);
        if (previous >= 0)
        {
            machine.Frames.Large(previous).DeferredNext = next;
        }
        else
        {
            _first = next;
        }

        if (next >= 0)
        {
            machine.Frames.Large(next).DeferredPrevious = previous;
        }
        else
        {
            _last = previous;
        }

        Count--;
    }

    /// <summary>Puts a folio (back) at the tail.</summary>
    public void Append(long head)
    {
        machine.Frames.SetFlags(head, FolioFlags.OnDeferredList);
        ref LargeFolio folio = ref machine.Frames.Large(head);
        folio.DeferredPrevious = _last;
        folio.DeferredNext = -1;
        if (_last >= 0)
        {
            machine.Frames.Large(_last).DeferredNext = head;
        }
        else
        {
            _first = head;
        }

        _last = head;
        Count++;
    }

    /// <summary>The head of the folio queued last, or -1.</summary>
    public long Last => _last;

    /// <summary>Joins a chain of PMD-sized folios that are linked to each other and, backwards, to the tail.</summary>
    public void AppendChain(long first, long last, int count)
    {
        if (_last >= 0)
        {
            machine.Frames.Large(_last).DeferredNext = first;
        }
        else
        {
            _first = first;
        }

        _last = last;
        Count += count;
    }

    /// <summary>The heads that are queued, oldest first, as they are now.</summary>
    public List<long> ToList()
    {
        var heads = new List<long>(Count);
        for (long head = _first; head >= 0; head = machine.Frames.Large(head).DeferredNext)
        {
            heads.Add(head);
        }

        return heads;
    }

    public DeferredSplitQueue Clone(Machine newMachine) =>
        new(newMachine) { _first = _first, _last = _last, Count = Count };
}
