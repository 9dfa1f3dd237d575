using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Splitting;

/// <summary>Splits of leaves and of folios (spec MM 5.3, 5.4).</summary>
internal sealed class PageSplitter(Machine machine)
{
    /// <summary>split_huge_pmd: the leaf becomes a table of PTEs, the folio stays whole.</summary>
    public void SplitPmd(AddressSpace mm, long pmdIndex)
    {
        ref PmdSlot slot = ref mm.Pages.Slot(pmdIndex);
        Pte leaf = slot.Leaf;
        if (leaf.IsNone)
        {
            return;
        }

        machine.Counters.Count(VmStat.ThpSplitPmd);
        int pages = machine.Geometry.PmdPages;
        slot.Leaf = Pte.None;
        slot.Table = new PteTable(pages);
        slot.Table.SetRange(0, pages, leaf);
        if (leaf.IsZeroPage)
        {
            return;
        }

        long head = leaf.Payload;
        if (machine.Frames.IsExclusive(head))
        {
            machine.Frames.SetExclusive(head, pages, true);
        }

        // The PTE mappings come first, so that the folio is never partially mapped in between.
        machine.Rmap.AddPtes(head, pages, mm);
        machine.Rmap.RemovePmd(head, mm);
    }

    /// <summary>Splits the leaf that a boundary would cut, as VMA split and merge do (split_huge_pmd_if_needed).</summary>
    public void SplitPmdAt(AddressSpace mm, long boundaryVpn)
    {
        if (mm.Pages.PteIndex(boundaryVpn) != 0)
        {
            long pmdIndex = mm.Pages.PmdIndex(boundaryVpn);
            if (mm.Pages.Peek(pmdIndex).IsLeaf)
            {
                SplitPmd(mm, pmdIndex);
            }
        }
    }

    /// <summary>
    /// split_huge_page_to_list_to_order: turns a folio into folios of a smaller order. Zero-filled base pages that nobody locked
    /// become the shared zero page; pages mapped nowhere are freed.
    /// </summary>
    /// <param name="head">The folio; order 2 or more.</param>
    /// <param name="newOrder">0, or 2 and more for debugfs.</param>
    /// <returns>EBUSY or EAGAIN where the kernel gives up.</returns>
    public Errno SplitFolio(long head, int newOrder = 0)
    {
        FrameTable frames = machine.Frames;
        int order = frames.Order(head);
        if (newOrder >= order || newOrder == 1 || (newOrder > 0 && frames.Has(head, FolioFlags.SwapCache)))
        {
            return Errno.EINVAL;
        }

        if (frames.Has(head, FolioFlags.Writeback))
        {
            return Errno.EBUSY;
        }

        int expected = machine.Folios.MapCount(head) + (frames.Has(head, FolioFlags.SwapCache) ? frames.Pages(head) : 0);
        if (machine.Folios.ReferenceCount(head) != expected)
        {
            Count(order, VmStat.ThpSplitPageFailed, SizeStat.SplitFailed);
            return Errno.EAGAIN;
        }

        List<FolioMapping> mappings = UnmapForSplit(head, order);
        machine.DeferredSplits.Unqueue(head);
        FolioFlags flags = frames.Flags(head) & ~(FolioFlags.PartiallyMapped | FolioFlags.OnDeferredList);
        machine.FolioNumbers.Forget(head);
        frames.SplitFolio(head, newOrder, flags);
        ResetMapCounts(head, order, newOrder);
        machine.Counters.Add(SizeStat.NrAnon, order, -1);
        if (newOrder > 0)
        {
            machine.Counters.Add(SizeStat.NrAnon, newOrder, 1L << (order - newOrder));
        }

        machine.SwapCache.FolioWasSplit(head, order, newOrder);
        Remap(mappings, substituteZero: newOrder == 0 && (flags & FolioFlags.Mlocked) == 0);
        FreeUnmapped(head, order, newOrder);
        Count(order, VmStat.ThpSplitPage, SizeStat.Split);
        return Errno.None;
    }

    // Every leaf is split, then every PTE goes; the first PTE that goes alone marks the folio (transient deferral, 5.3).
    private List<FolioMapping> UnmapForSplit(long head, int order)
    {
        List<FolioMapping> mappings = machine.Rmap.Walk(head);
        bool hadLeaf = false;
        foreach (FolioMapping mapping in mappings)
        {
            if (mapping.IsLeaf)
            {
                hadLeaf = true;
                SplitPmd(mapping.Mm, mapping.Mm.Pages.PmdIndex(mapping.Vpn));
            }
        }

        bool byPte = mappings.Exists(mapping => !mapping.IsLeaf);
        if (byPte && machine.Frames.Large(head).MappedPages > 1)
        {
            machine.DeferredSplits.Defer(head, partiallyMapped: true);
        }

        return hadLeaf ? machine.Rmap.Walk(head) : mappings;
    }

    private void ResetMapCounts(long head, int order, int newOrder)
    {
        machine.Frames.ClearMapCounts(head, 1 << order);
        if (newOrder < PageGeometry.MinAnonOrder)
        {
            return;
        }

        for (long part = head; part < head + (1L << order); part += 1L << newOrder)
        {
            machine.Frames.Large(part) = LargeFolio.Unmapped;
        }
    }

    // remove_migration_ptes, with try_to_map_unused_to_zeropage for pages that hold zero bytes.
    private void Remap(List<FolioMapping> mappings, bool substituteZero)
    {
        foreach (FolioMapping mapping in mappings)
        {
            PteTable table = mapping.Mm.Pages.Slot(mapping.Mm.Pages.PmdIndex(mapping.Vpn)).Table!;
            int i = mapping.Mm.Pages.PteIndex(mapping.Vpn);
            Pte pte = table[i];
            if (substituteZero && machine.Frames.Token(pte.Payload) == 0 && !mapping.Vma.Has(VmaFlags.Locked))
            {
                table[i] = Pte.ForZeroPage(pte.Attributes & Pte.YoungBit);
                mapping.Mm.AnonRssPages--;
                continue;
            }

            machine.Rmap.AddPtes(pte.Payload, 1, mapping.Mm);
        }
    }

    private void FreeUnmapped(long head, int order, int newOrder)
    {
        for (long part = head; part < head + (1L << order); part += 1L << newOrder)
        {
            machine.Folios.Put(part);
        }
    }

    private void Count(int order, VmStat ofPmdOrder, SizeStat ofSize)
    {
        machine.Counters.Count(ofSize, order);
        if (order == machine.Geometry.PmdOrder)
        {
            machine.Counters.Count(ofPmdOrder);
        }
    }
}
