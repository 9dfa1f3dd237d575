using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Auditing;

/// <summary>The VMAs of an address space, and that nothing is mapped outside of them.</summary>
internal sealed class AddressSpaceAudit(Machine machine, Findings findings)
{
    public void Check(AddressSpace mm, string name)
    {
        for (int i = 0; i < mm.Vmas.Count; i++)
        {
            Vma vma = mm.Vmas[i];
            if (vma.Start >= vma.End || (i > 0 && mm.Vmas[i - 1].End > vma.Start))
            {
                findings.Add($"the VMA of {name} at page {vma.Start:x} is empty, or overlaps the one below");
            }

            if (vma.IsMoved && !mm.MovedVmas)
            {
                findings.Add($"the VMA of {name} at page {vma.Start:x} was moved, and rmap does not know that VMAs move");
            }

            if (vma.Has(VmaFlags.HugePage) && vma.Has(VmaFlags.NoHugePage))
            {
                findings.Add($"the VMA of {name} at page {vma.Start:x} has both kinds of hugepage advice");
            }
        }

        foreach ((long pmdIndex, PmdSlot slot) in mm.Pages.UsedSlots())
        {
            CheckSlot(mm, name, pmdIndex, slot);
        }
    }

    private void CheckSlot(AddressSpace mm, string name, long pmdIndex, PmdSlot slot)
    {
        long first = mm.Pages.FirstVpn(pmdIndex);
        long end = first + machine.Geometry.PmdPages;
        long covered = 0;
        foreach ((Vma _, long partFirst, long partEnd) in mm.Vmas.Parts(first, end))
        {
            covered += partEnd - partFirst;
        }

        if (covered == 0)
        {
            findings.Add($"the page table of {name} at page {first:x} belongs to no VMA");
        }
        else if (covered < end - first && slot.Table is { } table)
        {
            CheckHoles(mm, name, table, first, end);
        }
    }

    private void CheckHoles(AddressSpace mm, string name, PteTable table, long first, long end)
    {
        long hole = first;
        foreach ((Vma _, long partFirst, long partEnd) in mm.Vmas.Parts(first, end))
        {
            Expect(hole, partFirst);
            hole = partEnd;
        }

        Expect(hole, end);

        void Expect(long from, long to)
        {
            if (to > from && !table.IsNone((int)(from - first), (int)(to - from)))
            {
                findings.Add($"entries of {name} from page {from:x} on are set, and no VMA is there");
            }
        }
    }
}
