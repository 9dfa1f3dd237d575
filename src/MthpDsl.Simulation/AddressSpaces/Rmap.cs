using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>Where a page of a folio is mapped.</summary>
internal readonly record struct FolioMapping(AddressSpace Mm, Vma Vma, long Vpn, bool IsLeaf);

/// <summary>The arithmetic of mapcounts, and the walk from a folio to its mappings (spec MM 5.1, mm/rmap.c).</summary>
internal sealed class Rmap(Machine machine)
{
    private FrameTable Frames => machine.Frames;

    /// <summary>Maps consecutive pages of one folio by PTEs (folio_add_anon_rmap_ptes).</summary>
    public void AddPtes(long pfn, int count, AddressSpace mm)
    {
        int newlyMapped = Frames.RaiseMapCounts(pfn, count);
        int order = Frames.Order(pfn);
        if (order > 0)
        {
            ref LargeFolio folio = ref Frames.Large(pfn & -(1L << order));
            folio.MappedPages += newlyMapped;
            folio.CountMappings(mm.Id, count);
        }
    }

    /// <summary>Maps a PMD-sized folio by a leaf (folio_add_anon_rmap_pmd).</summary>
    public void AddPmd(long head, AddressSpace mm)
    {
        ref LargeFolio folio = ref Frames.Large(head);
        if (folio.EntireMapCount++ == 0)
        {
            machine.Counters.Count(VmStat.NrAnonTransparentHugepages);
        }

        folio.CountMappings(mm.Id, 1);
    }

    /// <summary>
    /// Unmaps consecutive pages of one folio (folio_remove_rmap_ptes). A batch that leaves some pages mapped nowhere, while
    /// others are mapped, makes the folio partially mapped.
    /// </summary>
    public void RemovePtes(long pfn, int count, AddressSpace mm)
    {
        int unmapped = Frames.LowerMapCounts(pfn, count);
        int order = Frames.Order(pfn);
        if (order == 0)
        {
            return;
        }

        long head = pfn & -(1L << order);
        ref LargeFolio folio = ref Frames.Large(head);
        folio.CountMappings(mm.Id, -count);
        folio.MappedPages -= unmapped;
        if (unmapped > 0 && folio.EntireMapCount == 0 && folio.MappedPages > 0)
        {
            machine.DeferredSplits.Defer(head, partiallyMapped: true);
        }
    }

    /// <summary>Unmaps a leaf (folio_remove_rmap_pmd).</summary>
    public void RemovePmd(long head, AddressSpace mm)
    {
        ref LargeFolio folio = ref Frames.Large(head);
        folio.CountMappings(mm.Id, -1);
        if (--folio.EntireMapCount > 0)
        {
            return;
        }

        machine.Counters.Add(VmStat.NrAnonTransparentHugepages, -1);
        int unmapped = Frames.Pages(head) - folio.MappedPages;
        if (unmapped > 0 && unmapped < Frames.Pages(head))
        {
            machine.DeferredSplits.Defer(head, partiallyMapped: true);
        }
    }

    /// <summary>All mappings of a folio: a leaf mapping once, PTE mappings page by page; by process, then address.</summary>
    public List<FolioMapping> Walk(long head)
    {
        var found = new List<FolioMapping>();
        Walk(head, found);
        return found;
    }

    /// <summary>The same into a list that is used again.</summary>
    public void Walk(long head, List<FolioMapping> found)
    {
        found.Clear();
        int all = machine.Folios.MapCount(head);
        int pages = Frames.Pages(head);
        long index = Frames.Index(head);
        foreach (AddressSpace mm in machine.AddressSpaces)
        {
            if (found.Count == all)
            {
                return;
            }

            // A VMA that was never moved holds a page at the address its index names.
            for (int i = mm.MovedVmas ? 0 : mm.Vmas.IndexAtOrAfter(index); !mm.IsDead && i < mm.Vmas.Count; i++)
            {
                Vma vma = mm.Vmas[i];
                long shift = vma.Start - vma.PageOffset;
                long first = Math.Max(vma.Start, index + shift);
                long end = Math.Min(vma.End, index + pages + shift);
                if (first < end)
                {
                    Collect(found, mm, vma, head, first, end);
                }
                else if (!mm.MovedVmas)
                {
                    break;
                }
            }
        }
    }

    private void Collect(List<FolioMapping> found, AddressSpace mm, Vma vma, long head, long first, long end)
    {
        long index = Frames.Index(head);
        for (long vpn = first; vpn < end; vpn++)
        {
            PmdSlot slot = mm.Pages.Peek(mm.Pages.PmdIndex(vpn));
            if (slot.IsFolioLeaf && slot.Leaf.Payload == head)
            {
                found.Add(new FolioMapping(mm, vma, vpn, IsLeaf: true));
                return;
            }

            if (slot.Table is null)
            {
                continue;
            }

            Pte pte = slot.Table[mm.Pages.PteIndex(vpn)];
            if (pte.IsPage && pte.Payload == head + (vma.IndexOf(vpn) - index))
            {
                found.Add(new FolioMapping(mm, vma, vpn, IsLeaf: false));
            }
        }
    }
}
