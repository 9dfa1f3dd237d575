using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Memory;

/// <summary>Moves folios to other frames for compaction. Addresses, order and contents stay (spec MM 7.5).</summary>
internal sealed class FolioMigration(Machine machine) : ICompactionOwner
{
    private FrameTable Frames => machine.Frames;

    /// <inheritdoc/>
    public bool TryGetMovable(long frame, out long head, out int order)
    {
        (head, order) = (-1, 0);
        if (!Frames.IsAllocated(frame))
        {
            return false;
        }

        head = Frames.Head(frame);
        order = Frames.Order(head);
        const FolioFlags Held = FolioFlags.Unmovable | FolioFlags.Locked | FolioFlags.Writeback;
        int cached = Frames.Has(head, FolioFlags.SwapCache) ? 1 << order : 0;
        return Frames.Has(head, FolioFlags.Lru)
            && !Frames.Has(head, Held)
            && machine.Folios.ReferenceCount(head) == machine.Folios.MapCount(head) + cached;
    }

    /// <inheritdoc/>
    public void Move(long fromHead, long toHead, int order)
    {
        List<FolioMapping> mappings = machine.Rmap.Walk(fromHead);
        if (order > 0)
        {
            LeaveDeferredQueue(fromHead);
        }

        CopyState(fromHead, toHead, order);
        foreach (FolioMapping mapping in mappings)
        {
            Remap(mapping, fromHead, toHead);
        }

        machine.SwapCache.FolioWasMoved(fromHead, toHead);
        machine.Mlock.FolioWasMoved(fromHead, toHead);
        machine.FolioNumbers.Forget(fromHead);
        Frames.DropFolio(fromHead);
        machine.Counters.Add(VmStat.PgmigrateSuccess, 1L << order);
        if (order == machine.Geometry.PmdOrder)
        {
            machine.Counters.Count(VmStat.ThpMigrationSuccess);
        }
    }

    // Unmapping PTE by PTE marks the folio for a moment (transient deferral, spec MM 5.3); the new one is on no queue.
    private void LeaveDeferredQueue(long head)
    {
        if (Frames.PeekLarge(head).MappedPages > 1)
        {
            machine.DeferredSplits.Defer(head, partiallyMapped: true);
        }

        machine.DeferredSplits.Unqueue(head);
    }

    private void CopyState(long from, long to, int order)
    {
        long stamp = Frames.Stamp(from);
        Frames.MakeFolio(to, order, Frames.Flags(from), Frames.Index(from));
        for (int i = 0; i < 1 << order; i++)
        {
            Frames.SetToken(to + i, Frames.Token(from + i));
            Frames.SetExclusive(to + i, 1, Frames.IsExclusive(from + i));
            for (int maps = Frames.MapCount(from + i); maps > 0; maps--)
            {
                Frames.RaiseMapCounts(to + i, 1);
            }
        }

        Frames.SetStamp(to, stamp);
        if (order > 0)
        {
            Frames.Large(to) = Frames.PeekLarge(from) with { DeferredPrevious = -1, DeferredNext = -1 };
        }
    }

    private static void Remap(FolioMapping mapping, long from, long to)
    {
        ref PmdSlot slot = ref mapping.Mm.Pages.Slot(mapping.Mm.Pages.PmdIndex(mapping.Vpn));
        if (mapping.IsLeaf)
        {
            slot.Leaf = Pte.ForFrame(to, slot.Leaf.Attributes);
            return;
        }

        int i = mapping.Mm.Pages.PteIndex(mapping.Vpn);
        Pte pte = slot.Table![i];
        slot.Table[i] = Pte.ForFrame(to + (pte.Payload - from), pte.Attributes);
    }
}
