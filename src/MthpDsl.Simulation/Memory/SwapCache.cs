namespace MthpDsl.Simulation.Memory;

/// <summary>
/// Folios that also have swap slots: on their way out, read ahead, or written to a device that is not done yet
/// (spec MM 6). A folio in the cache has FOLL references of its own, one for each page.
/// </summary>
internal sealed class SwapCache(Machine machine)
{
    private readonly Dictionary<long, long> _slots = [];

    /// <summary>Folios in the cache.</summary>
    public int Count => _slots.Count;

    /// <summary>The first slot of a folio in the cache.</summary>
    public long SlotOf(long head) => _slots[head];

    /// <summary>The folio in the cache for a slot, or <see cref="SwapDevice.NoFolio"/>.</summary>
    public long FolioOf(long slot) => Device.CachedFolio(slot);

    /// <summary>The frame of a cached slot's page, which need not be the head of its folio.</summary>
    public long FrameOf(long slot)
    {
        long head = FolioOf(slot);
        return head + (slot - _slots[head]);
    }

    /// <summary>add_to_swap: finds slots for a folio, all in one run, and puts it into the cache.</summary>
    /// <returns>False where there is no swap, or no such run.</returns>
    public bool TryAdd(long head)
    {
        long slot = machine.Swap?.Allocate(machine.Frames.Order(head), head) ?? -1;
        if (slot < 0)
        {
            return false;
        }

        _slots.Add(head, slot);
        machine.Frames.SetFlags(head, FolioFlags.SwapCache | FolioFlags.Dirty);
        return true;
    }

    /// <summary>Puts a base page that was read from a slot into the cache.</summary>
    public void Insert(long head, long slot)
    {
        _slots.Add(head, slot);
        Device.Cache(slot, head);
        machine.Frames.SetFlags(head, FolioFlags.SwapCache);
    }

    /// <summary>delete_from_swap_cache: slots that no page table entry refers to are free afterwards.</summary>
    public void Remove(long head)
    {
        _slots.Remove(head, out long slot);
        Device.Uncache(slot, machine.Frames.Pages(head));
        machine.Frames.ClearFlags(head, FolioFlags.SwapCache);
    }

    /// <summary>folio_free_swap: drops a folio's slots when no page table refers to any of them.</summary>
    /// <returns>Whether the folio was in the cache and no longer is.</returns>
    public bool TryDrop(long head)
    {
        if (!machine.Frames.Has(head, FolioFlags.SwapCache) || machine.Frames.Has(head, FolioFlags.Writeback))
        {
            return false;
        }

        long slot = _slots[head];
        for (int i = 0; i < machine.Frames.Pages(head); i++)
        {
            if (Device.References(slot + i) > 0)
            {
                return false;
            }
        }

        Remove(head);
        machine.Frames.SetFlags(head, FolioFlags.Dirty);
        return true;
    }

    /// <summary>free_swap_cache: the same for a folio that is mapped nowhere any more.</summary>
    public void TryDropIfUnmapped(long head)
    {
        if (machine.Frames.Has(head, FolioFlags.SwapCache) && machine.Folios.MapCount(head) == 0)
        {
            TryDrop(head);
        }
    }

    /// <summary>The content that a swapped-out page had: a token, 0 for zero bytes.</summary>
    public long ContentOf(long slot)
    {
        if (FolioOf(slot) != SwapDevice.NoFolio)
        {
            return machine.Frames.Token(FrameOf(slot));
        }

        return Device.IsZero(slot) ? 0 : Device.Content(slot);
    }

    /// <summary>swap_duplicate: one page table entry more refers to a slot.</summary>
    public void DuplicateSlot(long slot) => Device.Reference(slot);

    /// <summary>
    /// free_swap_and_cache: one page table entry no longer refers to a slot. With the last one a folio that only the cache
    /// holds goes too.
    /// </summary>
    public void ReleaseSlot(long slot)
    {
        if (Device.Unreference(slot) || Device.References(slot) > 0)
        {
            return;
        }

        long head = FolioOf(slot);
        if (machine.Folios.MapCount(head) == 0 || Device.IsHalfFull)
        {
            Give(head);
        }
    }

    /// <summary>swap_free after a swap-in: as <see cref="ReleaseSlot"/>, but the cache stays as it is.</summary>
    public void ReleaseSlotOnly(long slot) => Device.Unreference(slot);

    /// <summary>A split spreads the slots of a swap-cached folio over its parts.</summary>
    public void FolioWasSplit(long head, int order, int newOrder)
    {
        if (!_slots.Remove(head, out long slot))
        {
            return;
        }

        for (long i = 0; i < 1L << order; i++)
        {
            long part = head + (i >> newOrder << newOrder);
            Device.Cache(slot + i, part);
            if (part == head + i)
            {
                _slots.Add(part, slot + i);
            }
        }
    }

    /// <summary>A migration gave a folio other frames.</summary>
    public void FolioWasMoved(long from, long to)
    {
        if (!_slots.Remove(from, out long slot))
        {
            return;
        }

        _slots.Add(to, slot);
        for (int i = 0; i < machine.Frames.Pages(to); i++)
        {
            Device.Cache(slot + i, to);
        }
    }

    /// <summary>Gives up a slot that only the cache holds, for an allocation that needs it (__try_to_reclaim_swap).</summary>
    public bool TryReclaim(long slot)
    {
        long head = FolioOf(slot);
        return head != SwapDevice.NoFolio && Give(head);
    }

    private SwapDevice Device => machine.Swap!;

    private bool Give(long head)
    {
        bool dropped = TryDrop(head);
        if (dropped)
        {
            machine.Folios.Put(head);
        }

        return dropped;
    }

    /// <summary>Takes over the slots of all cached folios, for the fork of a machine.</summary>
    public void CopyFrom(SwapCache other)
    {
        foreach ((long head, long slot) in other._slots)
        {
            _slots.Add(head, slot);
        }
    }
}
