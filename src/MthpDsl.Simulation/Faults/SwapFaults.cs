using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Faults;

/// <summary>A fault on a swap entry (do_swap_page; spec MM 6.3, 6.4).</summary>
internal sealed class SwapFaults
{
    private readonly Machine _machine;
    private readonly SwapFaultDirect _direct;

    public SwapFaults(Machine machine)
    {
        _machine = machine;
        _direct = new SwapFaultDirect(machine);
        Readahead = new SwapFaultReadahead(machine);
    }

    /// <summary>Reads base pages into the swap cache; what MADV_WILLNEED and swapoff use too.</summary>
    public SwapFaultReadahead Readahead { get; }

    private SwapCache Cache => _machine.SwapCache;

    /// <summary>Brings a page back, and with it the folio that the cache or the policy has for its neighbours.</summary>
    public FaultResult Handle(AddressSpace mm, Vma vma, long vpn, bool write)
    {
        PteTable table = mm.Pages.Slot(mm.Pages.PmdIndex(vpn)).Table!;
        Pte entry = table[mm.Pages.PteIndex(vpn)];
        long slot = entry.Payload;
        if (Cache.FolioOf(slot) == SwapDevice.NoFolio)
        {
            SwapDevice device = _machine.Swap!;
            if (device.IsSynchronous && device.References(slot) == 1)
            {
                return MapFresh(mm, vma, table, vpn, write);
            }

            if (!Readahead.Fault(mm, vma, table, vpn))
            {
                return FaultResult.OutOfMemory;
            }
        }
        else
        {
            Readahead.NoteHit(vma, vpn, Cache.FolioOf(slot));
        }

        return MapCached(mm, vma, table, vpn, write);
    }

    // The way around the swap cache: nobody else has the page, so it is exclusive whatever the entry said.
    private FaultResult MapFresh(AddressSpace mm, Vma vma, PteTable table, long vpn, bool write)
    {
        long head = _direct.Read(mm, vma, table, vpn, out int order);
        if (head < 0)
        {
            return FaultResult.OutOfMemory;
        }

        int first = mm.Pages.PteIndex(vpn) & -(1 << order);
        return Map(new SwapMapping(mm, vma, table, first, 1 << order, head), vpn, write, exclusive: true, isNew: true);
    }

    private FaultResult MapCached(AddressSpace mm, Vma vma, PteTable table, long vpn, bool write)
    {
        int i = mm.Pages.PteIndex(vpn);
        Pte entry = table[i];
        long page = Cache.FrameOf(entry.Payload);
        long head = _machine.Frames.Head(page);
        if (write && _machine.LruAddBatch.Contains(head))
        {
            // The batch's reference would hide that we are the only owner.
            _machine.LruAddBatch.Drain();
        }

        int pages = _machine.Frames.Pages(head);
        int into = (int)(page - head);
        bool whole = pages > 1 && IsWholeFolio(vma, table, vpn, i, into, pages);
        var mapping = whole
            ? new SwapMapping(mm, vma, table, i - into, pages, head)
            : new SwapMapping(mm, vma, table, i, 1, page);
        return Map(mapping, vpn, write, entry.IsSwapExclusive, isNew: false);
    }

    // All entries of the folio around the page, in one VMA and one table, with the same bits.
    private static bool IsWholeFolio(Vma vma, PteTable table, long vpn, int i, int into, int pages)
    {
        int first = i - into;
        return first >= 0
            && first + pages <= table.Entries
            && vma.Covers(vpn - into, vpn - into + pages)
            && SwapFaultDirect.IsSwapBatch(table, first, pages, table[i].Advance(-into));
    }

    private FaultResult Map(SwapMapping to, long vpn, bool write, bool exclusive, bool isNew)
    {
        FrameTable frames = _machine.Frames;
        long head = frames.Head(to.Page);
        Pte entry = to.Table[to.First];
        for (int k = 0; k < to.Count; k++)
        {
            Cache.ReleaseSlotOnly(entry.Payload + k);
        }

        if (ShouldDropFromCache(to.Vma, head, write))
        {
            Cache.TryDrop(head);
        }

        to.Mm.AnonRssPages += to.Count;
        to.Mm.SwapPages -= to.Count;
        exclusive |= _machine.Folios.ReferenceCount(head) == 0;
        bool writable = exclusive && to.Vma.Has(VmaFlags.Write) && !entry.IsUffdWp;
        ulong attributes = Pte.YoungBit | to.Vma.ProtectionBits | (entry.Word & Pte.UffdWpBit) | (writable ? Pte.WriteBit : 0);
        to.Table.SetRange(to.First, to.Count, Pte.ForFrame(to.Page, attributes));
        frames.SetExclusive(to.Page, to.Count, exclusive);
        _machine.Rmap.AddPtes(to.Page, to.Count, to.Mm);
        if (isNew)
        {
            _machine.AddToLru(head, to.Vma);
        }

        // A write that may not go ahead yet is a write fault on a present page, still in the same fault.
        return write && !writable
            ? _machine.Faults.WriteProtect.Handle(to.Mm, to.Vma, to.Table, vpn)
            : FaultResult.Done;
    }

    /// <summary>should_try_to_free_swap (spec MM 6.4).</summary>
    private bool ShouldDropFromCache(Vma vma, long head, bool write)
    {
        if (!_machine.Frames.Has(head, FolioFlags.SwapCache))
        {
            return false;
        }

        return _machine.Swap!.IsHalfFull
            || vma.Has(VmaFlags.Locked)
            || _machine.Frames.Has(head, FolioFlags.Mlocked)
            || (write && _machine.Folios.ReferenceCount(head) == _machine.Frames.Pages(head));
    }

    /// <summary>Entries that become mappings of consecutive pages.</summary>
    private readonly record struct SwapMapping(AddressSpace Mm, Vma Vma, PteTable Table, int First, int Count, long Page);
}
