using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Splitting;

internal sealed partial class PageSplitter
{
    /// <summary>
    /// split_huge_page_to_list_to_order: turns a folio into folios of a smaller order. Zero-filled base pages that nobody locked
    /// become the shared zero page; pages mapped nowhere are freed (spec MM 5.3).
    /// </summary>
    /// <param name="head">The folio; order 2 or more.</param>
    /// <param name="newOrder">0, or 2 and more for debugfs.</param>
    /// <returns>EINVAL, EBUSY or EAGAIN where the kernel gives up.</returns>
    public Errno SplitFolio(long head, int newOrder = 0)
    {
        FrameTable frames = machine.Frames;
        int order = frames.Order(head);
        bool isSwapCache = frames.Has(head, FolioFlags.SwapCache);
        if (newOrder >= order || newOrder == 1 || (newOrder > 0 && isSwapCache))
        {
            return Errno.EINVAL;
        }

        if (frames.Has(head, FolioFlags.Writeback))
        {
            return Errno.EBUSY;
        }

        int mapCount = machine.Folios.MapCount(head);
        bool hasOnlyKnownReferences = CanSplit(head);
        if (mapCount == 0 || !hasOnlyKnownReferences)
        {
            // No anon_vma can be had for a folio that is mapped nowhere.
            Count(order, VmStat.ThpSplitPageFailed, SizeStat.SplitFailed);
            return mapCount == 0 ? Errno.EBUSY : Errno.EAGAIN;
        }

        List<MappedRun> runs = UnmapFolio(head);
        machine.DeferredSplits.Unqueue(head);
        FolioFlags flags = frames.Flags(head);
        machine.FolioNumbers.Forget(head);
        machine.Mlock.Forget(head);
        frames.SplitFolio(head, newOrder, flags);
        machine.Counters.Add(SizeStat.NrAnon, order, -1);
        machine.Counters.Add(SizeStat.NrAnon, newOrder, 1L << (order - newOrder));
        machine.SwapCache.FolioWasSplit(head, order, newOrder);
        foreach (MappedRun run in runs)
        {
            Remap(run, newOrder, mayUseZeroPage: newOrder == 0 && !run.Vma.Has(VmaFlags.Locked));
        }

        for (long part = head; part < head + (1L << order); part += 1L << newOrder)
        {
            machine.Folios.Put(part);
        }

        Count(order, VmStat.ThpSplitPage, SizeStat.Split);
        return Errno.None;
    }

    /// <summary>can_split_folio: nobody but page tables and the swap cache refers to the folio.</summary>
    public bool CanSplit(long head)
    {
        FrameTable frames = machine.Frames;
        int known = machine.Folios.MapCount(head) + (frames.Has(head, FolioFlags.SwapCache) ? frames.Pages(head) : 0);
        return machine.Folios.ReferenceCount(head) == known;
    }

    // unmap_folio: VMA by VMA, a leaf at once, PTEs one by one. The first PTE that leaves others behind marks a folio that was
    // not yet partially mapped: the transient deferral of spec MM 5.3.
    private List<MappedRun> UnmapFolio(long head)
    {
        List<MappedRun> runs = RunsOf(head);
        foreach (MappedRun run in runs)
        {
            if (run.IsLeaf)
            {
                Expand(ref run.Mm.Pages.Slot(run.Mm.Pages.PmdIndex(run.Vpn)));
                machine.Rmap.RemovePmd(head, run.Mm);
            }
            else
            {
                machine.Rmap.RemovePtes(run.Pfn, 1, run.Mm);
                if (run.Count > 1)
                {
                    machine.Rmap.RemovePtes(run.Pfn + 1, run.Count - 1, run.Mm);
                }
            }

            if (run.Vma.Has(VmaFlags.Locked))
            {
                machine.Mlock.UnlockFolio(head);
            }
        }

        return runs;
    }

    private List<MappedRun> RunsOf(long head)
    {
        var runs = new List<MappedRun>();
        foreach (FolioMapping mapping in machine.Rmap.Walk(head).OrderBy(mapping => mapping.Vma.PageOffset))
        {
            if (mapping.IsLeaf)
            {
                runs.Add(new MappedRun(mapping.Mm, mapping.Vma, mapping.Vpn, head, machine.Geometry.PmdPages, IsLeaf: true));
                continue;
            }

            long pfn = head + (mapping.Vma.IndexOf(mapping.Vpn) - machine.Frames.Index(head));
            MappedRun last = runs.Count > 0 ? runs[^1] : default;
            if (!last.IsLeaf && last.Vma == mapping.Vma && last.Vpn + last.Count == mapping.Vpn)
            {
                runs[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                runs.Add(new MappedRun(mapping.Mm, mapping.Vma, mapping.Vpn, pfn, 1, IsLeaf: false));
            }
        }

        return runs;
    }

    // remove_migration_ptes, with try_to_map_unused_to_zeropage for pages that hold zero bytes.
    private void Remap(MappedRun run, int newOrder, bool mayUseZeroPage)
    {
        PageTable pages = run.Mm.Pages;
        int step = 1 << newOrder;
        for (int done = 0; done < run.Count;)
        {
            long pfn = run.Pfn + done;
            int count = Math.Min(run.Count - done, (int)(step - (pfn & (step - 1))));
            if (mayUseZeroPage && machine.Frames.Token(pfn) == 0)
            {
                ref PmdSlot slot = ref pages.Slot(pages.PmdIndex(run.Vpn + done));
                int i = pages.PteIndex(run.Vpn + done);
                slot.Table![i] = Pte.ForZeroPage(slot.Table[i].Attributes & (Pte.YoungBit | Pte.NoAccessBit));
                run.Mm.AnonRssPages--;
            }
            else
            {
                machine.Rmap.AddPtes(pfn, count, run.Mm);
                if (newOrder == 0 && run.Vma.Has(VmaFlags.Locked))
                {
                    machine.Mlock.LockFolio(pfn);
                }
            }

            done += count;
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

    /// <summary>Consecutive pages of the folio that one VMA maps at consecutive addresses.</summary>
    private readonly record struct MappedRun(AddressSpace Mm, Vma Vma, long Vpn, long Pfn, int Count, bool IsLeaf);
}
