using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>
/// Takes folios that were picked and gives their memory back, to swap where they hold anything (shrink_folio_list; the order
/// of the tests is that of spec MM 6.1).
/// </summary>
internal sealed class FolioReclaim
{
    private readonly Machine _machine;
    private readonly FolioReferenceCheck _references;
    private readonly ReclaimUnmap _unmap;
    private readonly Stack<long> _waiting = new();
    // With a capacity the start does not wait for the JIT, which would make the empty array of this type.
    private readonly List<FolioMapping> _mappings = new(capacity: 4);

    public FolioReclaim(Machine machine)
    {
        _machine = machine;
        _references = new FolioReferenceCheck(machine);
        _unmap = new ReclaimUnmap(machine);
    }

    /// <summary>How often a folio was left alone because it had been accessed: the next look takes it.</summary>
    public long Spared { get; private set; }

    private FrameTable Frames => _machine.Frames;

    /// <summary>Reclaims folios in the given order; what stays is put back on the LRU.</summary>
    /// <param name="heads">Folios on the LRU. Those that are not are left alone.</param>
    /// <param name="ignoreReferences">As MADV_PAGEOUT does: accessed bits do not save a folio.</param>
    public void Shrink(IEnumerable<long> heads, bool ignoreReferences)
    {
        var isolated = new List<long>();
        foreach (long head in heads)
        {
            if (TryIsolate(head))
            {
                isolated.Add(head);
            }
        }

        foreach (long head in isolated)
        {
            ShrinkIsolated(head, ignoreReferences);
        }
    }

    /// <summary>Reclaims one folio on the LRU, if it was not accessed; what stays is put back.</summary>
    public void Shrink(long head)
    {
        if (TryIsolate(head))
        {
            ShrinkIsolated(head, ignoreReferences: false);
        }
    }

    /// <summary>Whether the next pass can free a folio without further ado: it is mapped nowhere, and swap holds its content.</summary>
    public bool IsWritten(long head) =>
        Frames.Has(head, FolioFlags.SwapCache) && !Frames.Has(head, FolioFlags.Dirty) && _machine.Folios.MapCount(head) == 0;

    private bool TryIsolate(long head)
    {
        bool onLru = Frames.Has(head, FolioFlags.Lru) && !_machine.LruAddBatch.Contains(head);
        if (onLru)
        {
            Frames.ClearFlags(head, FolioFlags.Lru);
        }

        return onLru;
    }

    // The pages of a folio that has to be split follow it at once.
    private void ShrinkIsolated(long head, bool ignoreReferences)
    {
        _waiting.Push(head);
        while (_waiting.TryPop(out long next))
        {
            if (Frames.IsAllocated(next) && !TryReclaim(next, ignoreReferences))
            {
                PutBack(next);
            }
        }
    }

    /// <summary>
    /// folio_putback_lru: it comes back at the young end; but what was written and only waits for the device stays the oldest
    /// (folio_rotate_reclaimable).
    /// </summary>
    public void PutBack(long head)
    {
        if (!IsWritten(head))
        {
            Frames.Touch(head);
        }

        if (Frames.Has(head, FolioFlags.Mlocked))
        {
            Frames.SetFlags(head, FolioFlags.Lru | FolioFlags.Unevictable);
        }
        else
        {
            _machine.LruAddBatch.Add(head);
        }
    }

    private bool TryReclaim(long head, bool ignoreReferences)
    {
        _machine.Rmap.Walk(head, _mappings);
        if (Frames.Has(head, FolioFlags.Mlocked | FolioFlags.Writeback)
            || _mappings.Exists(static mapping => mapping.Vma.Has(VmaFlags.Locked))
            || (!ignoreReferences && Spares(head)))
        {
            return false;
        }

        if (Frames.Has(head, FolioFlags.SwapBacked))
        {
            return Frames.Has(head, FolioFlags.SwapCache) || TryAddToSwap(head)
                ? TrySwapOut(head)
                : !Frames.IsAllocated(head);
        }

        return TryDiscard(head);
    }

    private bool Spares(long head)
    {
        bool spares = _references.KeepsFolio(head, _mappings);
        Spared += spares ? 1 : 0;
        return spares;
    }

    /// <summary>Gives a folio slots; a large one that gets none is split, and its pages are tried one by one.</summary>
    private bool TryAddToSwap(long head)
    {
        int order = Frames.Order(head);
        if (_machine.Folios.IsMaybePinned(head) || (order > 0 && HasExtraReferences(head)))
        {
            return false;
        }

        if (order > 0 && Frames.Has(head, FolioFlags.OnDeferredList) && Frames.Has(head, FolioFlags.PartiallyMapped))
        {
            return TrySplit(head, order) && Frames.IsAllocated(head) && _machine.SwapCache.TryAdd(head);
        }

        if (_machine.SwapCache.TryAdd(head))
        {
            return true;
        }

        if (order == 0 || !TrySplit(head, order))
        {
            return false;
        }

        _machine.Counters.Count(SizeStat.SwpoutFallback, order);
        if (order == _machine.Geometry.PmdOrder)
        {
            _machine.Counters.Count(VmStat.ThpSwpoutFallback);
        }

        return Frames.IsAllocated(head) && _machine.SwapCache.TryAdd(head);
    }

    /// <summary>Splits a folio; its first page goes on at once, the others wait in the order in which the kernel takes them.</summary>
    private bool TrySplit(long head, int order)
    {
        if (_machine.Splits.SplitFolio(head) != Errno.None)
        {
            return false;
        }

        if (Frames.IsAllocated(head))
        {
            _machine.Rmap.Walk(head, _mappings);
        }

        int pages = 1 << order;
        for (int i = 1; i < pages; i++)
        {
            // The last one pushed is taken first.
            long page = head + (_machine.Kernel.SwapFallbackDescends ? i : pages - i);
            if (Frames.IsAllocated(page))
            {
                _waiting.Push(page);
            }
        }

        return true;
    }

    private bool TrySwapOut(long head)
    {
        if (_machine.Folios.IsMaybePinned(head) || !_unmap.ToSwap(head, _machine.SwapCache.SlotOf(head), _mappings))
        {
            return false;
        }

        if (_machine.SwapCache.TryDrop(head))
        {
            // Nobody refers to the slots: there is nothing to write.
            return TryFree(head);
        }

        // is_page_cache_freeable: what could not be freed afterwards is not written (measured on 6.18.44).
        if (Frames.Has(head, FolioFlags.Dirty) && (HasExtraReferences(head) || !TryWrite(head)))
        {
            return false;
        }

        if (HasExtraReferences(head))
        {
            return false;
        }

        _machine.SwapCache.Remove(head);
        return TryFree(head);
    }

    /// <summary>
    /// Writes a folio to its slots (swap_writepage). False where the device goes on writing after the call: the folio stays in
    /// the cache until a later pass finds it clean.
    /// </summary>
    private bool TryWrite(long head)
    {
        int order = Frames.Order(head);
        int pages = 1 << order;
        long slot = _machine.SwapCache.SlotOf(head);
        bool zero = IsZeroFilled(head, pages);
        for (int i = 0; i < pages; i++)
        {
            _machine.Swap!.Write(slot + i, Frames.Token(head + i), zero);
        }

        Frames.ClearFlags(head, FolioFlags.Dirty);
        if (zero)
        {
            _machine.Counters.Add(VmStat.SwpoutZero, pages);
            return true;
        }

        _machine.Counters.Add(VmStat.Pswpout, pages);
        _machine.Counters.Count(SizeStat.Swpout, order);
        if (order == _machine.Geometry.PmdOrder)
        {
            _machine.Counters.Count(VmStat.ThpSwpout);
        }

        return _machine.Swap!.IsSynchronous;
    }

    private bool IsZeroFilled(long head, int pages)
    {
        for (int i = 0; i < pages; i++)
        {
            if (Frames.Token(head + i) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A lazily free folio (MADV_FREE): gone where it is clean, an ordinary one again where it was written.</summary>
    private bool TryDiscard(long head)
    {
        if (HasExtraReferences(head) || !_unmap.Discard(head, _mappings))
        {
            Frames.SetFlags(head, FolioFlags.SwapBacked);
            return false;
        }

        int pages = Frames.Pages(head);
        bool freed = TryFree(head);
        _machine.Counters.Add(VmStat.Pglazyfreed, freed ? pages : 0);
        return freed;
    }

    private bool TryFree(long head)
    {
        _machine.Folios.Put(head);
        return !Frames.IsAllocated(head);
    }

    private bool HasExtraReferences(long head)
    {
        int cached = Frames.Has(head, FolioFlags.SwapCache) ? Frames.Pages(head) : 0;
        return _machine.Folios.ReferenceCount(head) != _machine.Folios.MapCount(head) + cached;
    }
}
