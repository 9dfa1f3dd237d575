using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>dup_mmap: the child's VMAs and page tables (spec MM 3.2).</summary>
internal sealed class ForkCopy(Machine machine)
{
    /// <summary>Copies an address space into an empty one.</summary>
    public FaultResult Copy(AddressSpace parent, AddressSpace child)
    {
        child.ThpDisabled = parent.ThpDisabled;
        child.ThpDisabledExceptAdvised = parent.ThpDisabledExceptAdvised;
        child.MovedVmas = parent.MovedVmas;
        child.PlacedEnd = parent.PlacedEnd;
        machine.Khugepaged.Fork(parent, child);
        for (int i = 0; i < parent.Vmas.Count; i++)
        {
            Vma source = parent.Vmas[i];
            if (source.Has(VmaFlags.DontFork))
            {
                continue;
            }

            Vma copy = source.Clone();
            copy.Flags &= ~(VmaFlags.Locked | VmaFlags.UffdArmed);
            child.Vmas.Insert(copy);
            if (source.AnonVma is null)
            {
                continue;
            }

            copy.AnonVma = new AnonVma();
            copy.AnonChainIsSingular = false;
            FaultResult result = CopyRange(parent, child, source, copy);
            if (result != FaultResult.Done)
            {
                return result;
            }
        }

        return FaultResult.Done;
    }

    private FaultResult CopyRange(AddressSpace parent, AddressSpace child, Vma source, Vma copy)
    {
        PageTable pages = parent.Pages;
        for (long vpn = source.Start; vpn < source.End;)
        {
            machine.Beat();
            long pmdIndex = pages.PmdIndex(vpn);
            long next = Math.Min(source.End, pages.FirstVpn(pmdIndex + 1));
            PmdSlot slot = pages.Peek(pmdIndex);
            if (slot.IsLeaf && CopyLeaf(parent, child, pmdIndex))
            {
                vpn = next;
                continue;
            }

            if (!slot.IsNone)
            {
                PteTable from = pages.Slot(pmdIndex).Table!;
                PteTable to = child.Pages.EnsureTable(pmdIndex);
                FaultResult result = CopyTable(parent, child, copy, from, to, vpn, next);
                if (result != FaultResult.Done)
                {
                    return result;
                }
            }

            vpn = next;
        }

        return FaultResult.Done;
    }

    // False: the folio is pinned, so the parent's leaf was split and its PTEs are to be copied.
    private bool CopyLeaf(AddressSpace parent, AddressSpace child, long pmdIndex)
    {
        ref PmdSlot slot = ref parent.Pages.Slot(pmdIndex);
        if (slot.IsHugeZero)
        {
            machine.HugeZero.TryGet(child);
            child.Pages.Slot(pmdIndex).Leaf = slot.Leaf.Without(Pte.YoungBit);
            return true;
        }

        long head = slot.Leaf.Payload;
        if (parent.HasPinned && machine.Frames.IsExclusive(head) && machine.Folios.IsMaybePinned(head))
        {
            machine.Splits.SplitPmd(parent, pmdIndex);
            return false;
        }

        machine.Rmap.AddPmd(head, child);
        machine.Frames.SetExclusive(head, machine.Geometry.PmdPages, false);
        slot.Leaf = slot.Leaf.Without(Pte.WriteBit);
        child.Pages.Slot(pmdIndex).Leaf = slot.Leaf.Without(Pte.YoungBit);
        child.AnonRssPages += machine.Geometry.PmdPages;
        return true;
    }

    private FaultResult CopyTable(
        AddressSpace parent, AddressSpace child, Vma copy, PteTable from, PteTable to, long vpn, long end)
    {
        int i = parent.Pages.PteIndex(vpn);
        int limit = i + (int)(end - vpn);
        if (limit - i == from.Entries && TryShareWhole(parent, child, from, to))
        {
            return FaultResult.Done;
        }

        while (i < limit)
        {
            Pte pte = from[i];
            int batch = 1;
            if (pte.IsPage)
            {
                batch = machine.Zap.BatchLength(from, i, limit - i);
                if (!CopyPages(parent, child, copy, from, to, i, batch, vpn - parent.Pages.PteIndex(vpn) + i))
                {
                    return FaultResult.OutOfMemory;
                }
            }
            else if (pte.IsZeroPage)
            {
                to[i] = pte.Without(Pte.YoungBit);
            }
            else if (pte.IsSwap)
            {
                machine.SwapCache.DuplicateSlot(pte.Payload);
                from[i] = pte.Without(Pte.SwapExclusiveBit);
                to[i] = from[i];
                child.SwapPages++;
            }

            i += batch;
        }

        return FaultResult.Done;
    }

    // A table of one stretch, over a block of folios that are alike.
    private bool TryShareWhole(AddressSpace parent, AddressSpace child, PteTable from, PteTable to)
    {
        if (!machine.UsesBulkPaths || parent.HasPinned || !from.TryGetUniform(out Pte first) || !first.IsPage
            || !machine.Frames.TryChangeMappingsOfBlock(first.Payload, 1, child.Id))
        {
            return false;
        }

        from.TryChangeUniform(0, Pte.WriteBit);
        to.SetRange(0, from.Entries, from[0].Without(Pte.YoungBit));
        machine.Frames.SetExclusive(first.Payload, from.Entries, false);
        child.AnonRssPages += from.Entries;
        return true;
    }

    private bool CopyPages(
        AddressSpace parent, AddressSpace child, Vma copy, PteTable from, PteTable to, int i, int count, long vpn)
    {
        long pfn = from[i].Payload;
        if (parent.HasPinned && machine.Folios.IsMaybePinned(machine.Frames.Head(pfn)))
        {
            return CopyPinned(child, copy, from, to, i, count, vpn);
        }

        if (from.TryChangeUniform(0, count == from.Entries ? Pte.WriteBit : 0) && count == from.Entries)
        {
            to.SetRange(0, count, from[0].Without(Pte.YoungBit));
        }
        else
        {
            for (int k = i; k < i + count; k++)
            {
                from[k] = from[k].Without(Pte.WriteBit);
                to[k] = from[k].Without(Pte.YoungBit);
            }
        }

        machine.Frames.SetExclusive(pfn, count, false);
        machine.Rmap.AddPtes(pfn, count, child);
        child.AnonRssPages += count;
        return true;
    }

    // copy_present_page: exclusive pages of a pinned folio are copied now; the parent keeps its own, writable.
    private bool CopyPinned(AddressSpace child, Vma copy, PteTable from, PteTable to, int i, int count, long vpn)
    {
        for (int k = 0; k < count; k++)
        {
            Pte pte = from[i + k];
            if (!machine.Frames.IsExclusive(pte.Payload))
            {
                from[i + k] = pte.Without(Pte.WriteBit);
                to[i + k] = pte.Without(Pte.WriteBit | Pte.YoungBit);
                machine.Rmap.AddPtes(pte.Payload, 1, child);
            }
            else
            {
                long page = machine.Folios.Allocate(0, Gfp.BasePage, copy.IndexOf(vpn + k), out _);
                if (page < 0)
                {
                    return false;
                }

                machine.Frames.SetExclusive(page, 1, true);
                machine.Frames.SetToken(page, machine.Frames.Token(pte.Payload));
                machine.Rmap.AddPtes(page, 1, child);
                machine.AddToLru(page, copy);
                ulong access = copy.Has(VmaFlags.Write) ? Pte.WriteBit | Pte.DirtyBit : 0;
                to[i + k] = Pte.ForFrame(page, Pte.YoungBit | access | copy.ProtectionBits);
            }

            child.AnonRssPages++;
        }

        return true;
    }
}
