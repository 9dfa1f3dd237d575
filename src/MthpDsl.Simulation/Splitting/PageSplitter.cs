using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Splitting;

/// <summary>Splits of leaves and of folios (spec MM 5.3, 5.4).</summary>
internal sealed partial class PageSplitter(Machine machine)
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

        Expand(ref slot);
        if (leaf.IsZeroPage)
        {
            return;
        }

        // The PTE mappings come first, so that the folio is never partially mapped in between.
        machine.Rmap.AddPtes(leaf.Payload, machine.Geometry.PmdPages, mm);
        machine.Rmap.RemovePmd(leaf.Payload, mm);
        if (mm.Vmas.Find(mm.Pages.FirstVpn(pmdIndex)) is { } vma && vma.Has(VmaFlags.Locked))
        {
            // folio_remove_rmap_pmd munlocks, and no large folio is mlocked again when PTEs map it.
            machine.Mlock.UnlockFolio(leaf.Payload);
        }
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

    // The leaf's entry becomes the table's entries; its exclusive marker, kept in the head, becomes every page's.
    private void Expand(ref PmdSlot slot)
    {
        machine.Counters.Count(VmStat.ThpSplitPmd);
        int pages = machine.Geometry.PmdPages;
        Pte leaf = slot.Leaf;
        slot.Leaf = Pte.None;
        slot.Table = new PteTable(pages);
        slot.Table.SetRange(0, pages, leaf);
        if (leaf.IsPage && machine.Frames.IsExclusive(leaf.Payload))
        {
            machine.Frames.SetExclusive(leaf.Payload, pages, true);
        }
    }
}
