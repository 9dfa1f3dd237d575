using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>MADV_COLD and MADV_PAGEOUT (spec MM 4.6), and MADV_WILLNEED.</summary>
internal sealed class ReclaimAdvice(Machine machine)
{
    /// <summary>Marks as cold, or reclaims at once, what only this process maps.</summary>
    /// <returns>EINVAL at a locked VMA; what lies below it is done by then.</returns>
    public Errno ColdOrPageOut(AddressSpace mm, long first, long end, bool pageOut)
    {
        machine.LruAddBatch.Drain();
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            if (vma.Has(VmaFlags.Locked))
            {
                return Errno.EINVAL;
            }

            foreach ((long pmdIndex, long from, long to) in PmdRanges(mm, partFirst, partEnd))
            {
                machine.Beat();
                var chosen = new List<long>();
                if (!TryLeaf(mm, pmdIndex, to - from, pageOut, chosen))
                {
                    Ptes(mm, pmdIndex, from, to, pageOut, chosen);
                }

                // The kernel, too, reclaims at the end of each PMD range.
                machine.FolioReclaim.Shrink(chosen, ignoreReferences: true);
            }
        }

        return Errno.None;
    }

    /// <summary>MADV_WILLNEED: what is swapped out is read into the swap cache.</summary>
    public Errno WillNeed(AddressSpace mm, long first, long end)
    {
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            machine.SwapFaults.Readahead.WillNeed(mm, vma, partFirst, partEnd);
        }

        return Errno.None;
    }

    /// <summary>A range, cut at the PMD boundaries.</summary>
    public static IEnumerable<(long PmdIndex, long First, long End)> PmdRanges(AddressSpace mm, long first, long end)
    {
        while (first < end)
        {
            long pmdIndex = mm.Pages.PmdIndex(first);
            long next = Math.Min(end, mm.Pages.FirstVpn(pmdIndex + 1));
            yield return (pmdIndex, first, next);
            first = next;
        }
    }

    // True where the slot is done with; false where PTEs are left to look at.
    private bool TryLeaf(AddressSpace mm, long pmdIndex, long pages, bool pageOut, List<long> chosen)
    {
        ref PmdSlot slot = ref mm.Pages.Slot(pmdIndex);
        if (!slot.IsLeaf)
        {
            return slot.IsNone;
        }

        if (slot.IsHugeZero || FolioSharing.IsLikelyShared(machine, slot.Leaf.Payload))
        {
            return true;
        }

        long head = slot.Leaf.Payload;
        if (pages < mm.Pages.PmdPages)
        {
            return machine.Splits.SplitFolio(head) != Errno.None;
        }

        if (!pageOut)
        {
            slot.Leaf = slot.Leaf.Without(Pte.YoungBit);
        }

        Choose(head, pageOut, chosen);
        return true;
    }

    private void Ptes(AddressSpace mm, long pmdIndex, long first, long end, bool pageOut, List<long> chosen)
    {
        if (mm.Pages.Peek(pmdIndex).Table is not { } table)
        {
            return;
        }

        int limit = mm.Pages.PteIndex(first) + (int)(end - first);
        for (int i = mm.Pages.PteIndex(first); i < limit;)
        {
            if (!table[i].IsPage)
            {
                i++;
                continue;
            }

            long head = machine.Frames.Head(table[i].Payload);
            int batch = machine.Zap.BatchLength(table, i, limit - i);
            if (batch < machine.Frames.Pages(head))
            {
                // Only a part of a large folio: it is split, and its pages are looked at one by one.
                bool split = !FolioSharing.IsLikelyShared(machine, head) && machine.Splits.SplitFolio(head) == Errno.None;
                i += split ? 0 : batch;
                continue;
            }

            if (machine.Folios.MapCount(head) == batch && IsOnLru(head))
            {
                ClearYoung(table, i, pageOut ? 0 : batch);
                Choose(head, pageOut, chosen);
            }

            i += batch;
        }
    }

    private void Choose(long head, bool pageOut, List<long> chosen)
    {
        machine.Frames.ClearFlags(head, FolioFlags.Referenced | FolioFlags.Active);
        if (pageOut)
        {
            chosen.Add(head);
        }
    }

    private bool IsOnLru(long head) =>
        machine.Frames.Has(head, FolioFlags.Lru) && !machine.LruAddBatch.Contains(head);

    private static void ClearYoung(PteTable table, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            table[i] = table[i].Without(Pte.YoungBit);
        }
    }
}
