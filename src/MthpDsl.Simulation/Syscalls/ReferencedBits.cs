using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>Clears what makes pages look referenced, as /proc/PID/clear_refs does (clear_refs_pte_range).</summary>
internal sealed class ReferencedBits(Machine machine)
{
    /// <summary>Clears the accessed bits of a range and the referenced flags of its folios; a leaf that the range touches, whole.</summary>
    public void Clear(AddressSpace mm, long first, long end)
    {
        PageTable pages = mm.Pages;
        foreach ((Vma _, long partFirst, long partEnd) in mm.Vmas.Parts(first, end))
        {
            for (long vpn = partFirst; vpn < partEnd;)
            {
                long pmdIndex = pages.PmdIndex(vpn);
                long next = Math.Min(partEnd, pages.FirstVpn(pmdIndex + 1));
                ref PmdSlot slot = ref pages.Slot(pmdIndex);
                if (slot.IsFolioLeaf)
                {
                    slot.Leaf = slot.Leaf.Without(Pte.YoungBit);
                    machine.Frames.ClearFlags(slot.Leaf.Payload, FolioFlags.Referenced);
                }
                else if (slot.Table is { } table)
                {
                    ClearTable(table, pages.PteIndex(vpn), (int)(next - vpn));
                }

                vpn = next;
            }
        }
    }

    private void ClearTable(PteTable table, int i, int count)
    {
        bool whole = count == table.Entries && table.TryChangeUniform(0, Pte.YoungBit);
        for (int k = i; k < i + count; k++)
        {
            Pte pte = table[k];
            if (!pte.IsPage)
            {
                continue;
            }

            if (!whole)
            {
                table[k] = pte.Without(Pte.YoungBit);
            }

            machine.Frames.ClearFlags(machine.Frames.Head(pte.Payload), FolioFlags.Referenced);
        }
    }
}
