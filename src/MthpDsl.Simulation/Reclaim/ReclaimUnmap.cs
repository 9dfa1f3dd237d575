using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>Takes a folio out of all page tables for reclaim (try_to_unmap; spec MM 6.1).</summary>
internal sealed class ReclaimUnmap(Machine machine)
{
    /// <summary>Replaces every mapping by a swap entry; each page keeps its exclusive marker there.</summary>
    /// <param name="head">The folio, in the swap cache, so that it is never taken for partially mapped meanwhile (spec MM 5.3).</param>
    /// <param name="firstSlot">The slot of its first page.</param>
    /// <param name="mappings">Where it is mapped.</param>
    /// <returns>Whether it is mapped nowhere now.</returns>
    public bool ToSwap(long head, long firstSlot, List<FolioMapping> mappings)
    {
        SplitLeaves(head, mappings);
        for (int i = 0; i < mappings.Count;)
        {
            i += RunToSwap(head, firstSlot, mappings, i);
        }

        return machine.Folios.MapCount(head) == 0;
    }

    /// <summary>
    /// Empties every clean mapping of a lazily free folio until a written one is met: page by page, or since 6.16 a stretch at a
    /// time (folio_unmap_pte_batch), so that a folio with a written page stays whole.
    /// </summary>
    /// <returns>Whether it is mapped nowhere now.</returns>
    public bool Discard(long head, List<FolioMapping> mappings)
    {
        SplitLeaves(head, mappings);
        for (int at = 0; at < mappings.Count;)
        {
            FolioMapping mapping = mappings[at];
            (PteTable table, int i) = Entry(mapping);
            int count = machine.Kernel.UnmapsLazyfreeInBatches ? Stretch(mapping, table, i) : 1;
            if (IsWritten(table, i, count))
            {
                machine.Frames.SetFlags(head, FolioFlags.Dirty);
            }

            if (machine.Frames.Has(head, FolioFlags.Dirty))
            {
                return false;
            }

            long pfn = table[i].Payload;
            table.SetRange(i, count, Pte.None);
            mapping.Mm.AnonRssPages -= count;
            machine.Rmap.RemovePtes(pfn, count, mapping.Mm);
            at += count;
        }

        return true;
    }

    // The entries of one folio that follow each other in one table and one VMA.
    private int Stretch(FolioMapping mapping, PteTable table, int i) =>
        machine.Zap.BatchLength(table, i, (int)Math.Min(table.Entries - i, mapping.Vma.End - mapping.Vpn));

    private static bool IsWritten(PteTable table, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            if (table[i].IsDirty)
            {
                return true;
            }
        }

        return false;
    }

    private void SplitLeaves(long head, List<FolioMapping> mappings)
    {
        bool any = false;
        foreach (FolioMapping mapping in mappings)
        {
            if (mapping.IsLeaf)
            {
                machine.Splits.SplitPmd(mapping.Mm, mapping.Mm.Pages.PmdIndex(mapping.Vpn));
                any = true;
            }
        }

        if (any)
        {
            machine.Rmap.Walk(head, mappings);
        }
    }

    // As many entries as follow each other in one table, with the same marker: a stretch of slots in one go.
    private int RunToSwap(long head, long firstSlot, List<FolioMapping> mappings, int from)
    {
        FolioMapping first = mappings[from];
        (PteTable table, int i) = Entry(first);
        Pte pte = table[i];
        bool exclusive = machine.Frames.IsExclusive(pte.Payload);
        bool dirty = pte.IsDirty;
        int count = 1;
        while (from + count < mappings.Count && Continues(first, mappings[from + count], count)
            && table[i + count] is var next && next.Payload == pte.Payload + count
            && next.IsUffdWp == pte.IsUffdWp && machine.Frames.IsExclusive(next.Payload) == exclusive)
        {
            dirty |= next.IsDirty;
            count++;
        }

        long slot = firstSlot + (pte.Payload - head);
        table.SetRange(i, count, Pte.ForSwap(slot, exclusive).With(pte.Word & Pte.UffdWpBit));
        for (int k = 0; k < count; k++)
        {
            machine.SwapCache.DuplicateSlot(slot + k);
        }

        if (dirty)
        {
            machine.Frames.SetFlags(head, FolioFlags.Dirty);
        }

        machine.Frames.SetExclusive(pte.Payload, count, false);
        machine.Rmap.RemovePtes(pte.Payload, count, first.Mm);
        first.Mm.AnonRssPages -= count;
        first.Mm.SwapPages += count;
        return count;
    }

    private static bool Continues(FolioMapping first, FolioMapping next, int distance) =>
        next.Mm == first.Mm
        && next.Vpn == first.Vpn + distance
        && first.Mm.Pages.PmdIndex(next.Vpn) == first.Mm.Pages.PmdIndex(first.Vpn);

    private static (PteTable Table, int Index) Entry(FolioMapping mapping) =>
        (mapping.Mm.Pages.Slot(mapping.Mm.Pages.PmdIndex(mapping.Vpn)).Table!, mapping.Mm.Pages.PteIndex(mapping.Vpn));
}
