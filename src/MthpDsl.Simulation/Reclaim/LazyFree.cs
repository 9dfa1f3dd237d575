using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>MADV_FREE: pages that reclaim may discard while nobody writes to them (spec MM 4.5).</summary>
internal sealed class LazyFree(Machine machine)
{
    /// <summary>Marks a range as lazily free.</summary>
    /// <returns>EINVAL at a locked VMA; what lies below it is done by then.</returns>
    public Errno Mark(AddressSpace mm, long first, long end)
    {
        machine.LruAddBatch.Drain();
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            if (vma.Has(VmaFlags.Locked))
            {
                return Errno.EINVAL;
            }

            foreach ((long pmdIndex, long from, long to) in ReclaimAdvice.PmdRanges(mm, partFirst, partEnd))
            {
                machine.Beat();
                if (!TryLeaf(mm, pmdIndex, to - from))
                {
                    Ptes(mm, pmdIndex, from, to);
                }
            }
        }

        return Errno.None;
    }

    private bool TryLeaf(AddressSpace mm, long pmdIndex, long pages)
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

        slot.Leaf = slot.Leaf.Without(Pte.YoungBit | Pte.DirtyBit);
        MarkFolio(head);
        return true;
    }

    private void Ptes(AddressSpace mm, long pmdIndex, long first, long end)
    {
        if (mm.Pages.Peek(pmdIndex).Table is not { } table)
        {
            return;
        }

        int limit = mm.Pages.PteIndex(first) + (int)(end - first);
        for (int i = mm.Pages.PteIndex(first); i < limit;)
        {
            Pte pte = table[i];
            if (pte.IsSwap)
            {
                table[i] = Pte.None;
                mm.SwapPages--;
                machine.SwapCache.ReleaseSlot(pte.Payload);
            }

            i += pte.IsPage ? Pages(table, i, limit) : 1;
        }
    }

    // How many entries are done with: none where a folio was split and its pages are to be looked at one by one.
    private int Pages(PteTable table, int i, int limit)
    {
        long head = machine.Frames.Head(table[i].Payload);
        int batch = machine.Zap.BatchLength(table, i, limit - i);
        if (batch < machine.Frames.Pages(head))
        {
            bool split = !FolioSharing.IsLikelyShared(machine, head) && machine.Splits.SplitFolio(head) == Errno.None;
            return split ? 0 : batch;
        }

        // Only a folio that is cached for swap, or dirty itself, is looked at for others who map it (measured on 6.18.44: a folio
        // fresh from a fault is marked although a child shares it).
        bool cached = machine.Frames.Has(head, FolioFlags.SwapCache);
        bool looks = cached || machine.Frames.Has(head, FolioFlags.Dirty);
        if (looks && (machine.Folios.MapCount(head) != batch || (cached && !machine.SwapCache.TryDrop(head))))
        {
            return batch;
        }

        for (int k = i; k < i + batch; k++)
        {
            table[k] = table[k].Without(Pte.YoungBit | Pte.DirtyBit);
        }

        MarkFolio(head);
        return batch;
    }

    /// <summary>folio_mark_lazyfree.</summary>
    private void MarkFolio(long head)
    {
        FolioFlags flags = machine.Frames.Flags(head);
        machine.Frames.ClearFlags(head, FolioFlags.Dirty);
        const FolioFlags Wanted = FolioFlags.SwapBacked | FolioFlags.Lru;
        if ((flags & (Wanted | FolioFlags.Unevictable)) == Wanted)
        {
            machine.Frames.ClearFlags(head, FolioFlags.SwapBacked | FolioFlags.Active | FolioFlags.Referenced);
            machine.Reclaimer.NoteLazyFree();
            machine.Counters.Add(VmStat.Pglazyfree, machine.Frames.Pages(head));
        }
    }
}
