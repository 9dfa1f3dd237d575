using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>Whether a folio was used lately (folio_check_references).</summary>
internal sealed class FolioReferenceCheck(Machine machine)
{
    /// <summary>
    /// Reads and clears the accessed bits of all mappings. A folio that was accessed is kept; the next time, without an access
    /// in between, it is not.
    /// </summary>
    /// <param name="head">The folio.</param>
    /// <param name="mappings">Where it is mapped.</param>
    public bool KeepsFolio(long head, List<FolioMapping> mappings)
    {
        int referenced = ClearYoung(mappings);
        machine.Frames.ClearFlags(head, FolioFlags.Referenced);
        if (referenced > 0)
        {
            machine.Frames.SetFlags(head, FolioFlags.Referenced);
        }

        return referenced > 0;
    }

    private static int ClearYoung(List<FolioMapping> mappings)
    {
        int young = 0;
        foreach (FolioMapping mapping in mappings)
        {
            ref PmdSlot slot = ref mapping.Mm.Pages.Slot(mapping.Mm.Pages.PmdIndex(mapping.Vpn));
            if (mapping.IsLeaf)
            {
                young += slot.Leaf.IsYoung ? 1 : 0;
                slot.Leaf = slot.Leaf.Without(Pte.YoungBit);
                continue;
            }

            int i = mapping.Mm.Pages.PteIndex(mapping.Vpn);
            Pte pte = slot.Table![i];
            if (pte.IsYoung)
            {
                young++;
                slot.Table[i] = pte.Without(Pte.YoungBit);
            }
        }

        return young;
    }
}
