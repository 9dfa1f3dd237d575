using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>Faults on a PMD slot that is none, and write faults on a read-only leaf (spec MM 2.3, 2.5, 3.3).</summary>
internal sealed class HugeFault(Machine machine)
{
    /// <summary>do_huge_pmd_anonymous_page.</summary>
    public FaultResult Handle(AddressSpace mm, Vma vma, long vpn, bool write)
    {
        long pmdIndex = mm.Pages.PmdIndex(vpn);
        long first = mm.Pages.FirstVpn(pmdIndex);
        if (!vma.Covers(first, first + machine.Geometry.PmdPages))
        {
            return FaultResult.Fallback;
        }

        mm.Vmas.PrepareAnonVma(vma);
        machine.Khugepaged.EnterVma(mm, vma);
        if (!write && machine.Policy.UseZeroPage)
        {
            return MapHugeZero(mm, vma, pmdIndex);
        }

        long head = Allocate(vma, first);
        if (head < 0)
        {
            return FaultResult.Fallback;
        }

        if (vma.Has(VmaFlags.UffdMissing))
        {
            machine.Folios.Discard(head);
            return FaultResult.WaitsForUserfault;
        }

        MapNew(mm, vma, pmdIndex, head);
        mm.AnonRssPages += machine.Geometry.PmdPages;
        return FaultResult.Done;
    }

    /// <summary>do_huge_pmd_wp_page: a write to a leaf that is not writable.</summary>
    public FaultResult WriteProtect(AddressSpace mm, Vma vma, long vpn)
    {
        long pmdIndex = mm.Pages.PmdIndex(vpn);
        ref PmdSlot slot = ref mm.Pages.Slot(pmdIndex);
        if (slot.IsHugeZero)
        {
            return WriteHugeZero(mm, vma, pmdIndex);
        }

        if (slot.Leaf.IsUffdWp)
        {
            return FaultResult.WaitsForUserfault;
        }

        long head = slot.Leaf.Payload;
        bool exclusive = machine.Frames.IsExclusive(head);
        if (!exclusive)
        {
            machine.SwapCache.TryDrop(head);
        }

        if (exclusive || machine.Folios.ReferenceCount(head) == 1)
        {
            machine.Frames.SetExclusive(head, machine.Geometry.PmdPages, true);
            slot.Leaf = slot.Leaf.With(Pte.WriteBit | Pte.DirtyBit | Pte.YoungBit);
            return FaultResult.Done;
        }

        machine.Splits.SplitPmd(mm, pmdIndex);
        return FaultResult.Fallback;
    }

    private FaultResult MapHugeZero(AddressSpace mm, Vma vma, long pmdIndex)
    {
        if (!machine.HugeZero.TryGet(mm))
        {
            machine.Counters.Count(VmStat.ThpFaultFallback);
            return FaultResult.Fallback;
        }

        if (vma.Has(VmaFlags.UffdMissing))
        {
            return FaultResult.WaitsForUserfault;
        }

        mm.Pages.Slot(pmdIndex).Leaf = Pte.ForZeroPage(Pte.YoungBit);
        return FaultResult.Done;
    }

    // Until 6.12 the zero leaf is split and one page copied; since 6.13 a fresh folio is tried first.
    private FaultResult WriteHugeZero(AddressSpace mm, Vma vma, long pmdIndex)
    {
        if (machine.Kernel.HugeZeroWriteAllocates)
        {
            long head = Allocate(vma, mm.Pages.FirstVpn(pmdIndex));
            if (head >= 0)
            {
                MapNew(mm, vma, pmdIndex, head);
                mm.AnonRssPages += machine.Geometry.PmdPages;
                return FaultResult.Done;
            }
        }

        machine.Splits.SplitPmd(mm, pmdIndex);
        return FaultResult.Fallback;
    }

    private long Allocate(Vma vma, long first)
    {
        int order = machine.Geometry.PmdOrder;
        Gfp gfp = ThpGfp.ForFault(machine.Policy.Defrag, vma.Has(VmaFlags.HugePage));
        long head = machine.Folios.Allocate(order, gfp, vma.IndexOf(first), out AllocationFailure failure);
        if (head >= 0)
        {
            return head;
        }

        machine.Counters.Count(VmStat.ThpFaultFallback);
        machine.Counters.Count(SizeStat.AnonFaultFallback, order);
        if (failure == AllocationFailure.ChargeRefused)
        {
            machine.Counters.Count(VmStat.ThpFaultFallbackCharge);
            machine.Counters.Count(SizeStat.AnonFaultFallbackCharge, order);
        }

        return -1;
    }

    private void MapNew(AddressSpace mm, Vma vma, long pmdIndex, long head)
    {
        ulong attributes = Pte.YoungBit | (vma.Has(VmaFlags.Write) ? Pte.WriteBit | Pte.DirtyBit : 0);
        mm.Pages.Slot(pmdIndex).Leaf = Pte.ForFrame(head, attributes);
        machine.Frames.SetExclusive(head, machine.Geometry.PmdPages, true);
        machine.Rmap.AddPmd(head, mm);
        machine.AddToLru(head, vma);
        machine.Counters.Count(SizeStat.NrAnon, machine.Geometry.PmdOrder);
        machine.DeferredSplits.Defer(head, partiallyMapped: false);
        machine.Counters.Count(VmStat.ThpFaultAlloc);
        machine.Counters.Count(SizeStat.AnonFaultAlloc, machine.Geometry.PmdOrder);
    }
}
