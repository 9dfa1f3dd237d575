using System.Runtime.CompilerServices;
using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Faults;

/// <summary>
/// A write of one page where nothing is special: through a writable entry, or an order-0 fault in a page table that is there, with the
/// outcome that <see cref="FaultHandler"/> would have. Whatever else there is to a page is left to that.
/// </summary>
internal sealed class PageWrite(Machine machine)
{
    private const ulong Attributes = Pte.PresentBit | Pte.YoungBit | Pte.WriteBit | Pte.DirtyBit;

    // Page tables are as large as is needed, and frame numbers as small.
    private readonly bool _tablesMayJoin =
        machine.Geometry.PmdOrder >= FreshEntries.LeastPmdOrder && machine.Buddy.TotalFrames < uint.MaxValue;

    private readonly uint _ordersBelowPmd = (1u << machine.Geometry.PmdOrder) - 1;

    /// <summary>Writes a page, with a fault where one is due.</summary>
    /// <returns>Whether it did; where not, nothing that can be seen was changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryWrite(Process process, long vpn, bool zeros)
    {
        PageTable pages = process.Mm.Pages;
        if (pages.Fresh.Contains(vpn))
        {
            return TryFault(process, vpn, joining: null, zeros);
        }

        if (pages.FindTable(pages.PmdIndex(vpn)) is not { } table)
        {
            return false;
        }

        Pte pte = table[pages.PteIndex(vpn)];
        return pte.IsNone
            ? _tablesMayJoin && TryFault(process, vpn, table, zeros)
            : TryStore(pte, zeros);
    }

    private bool TryStore(Pte pte, bool zeros)
    {
        const ulong Needed = Pte.PresentBit | Pte.WriteBit | Pte.YoungBit | Pte.DirtyBit;
        if ((pte.Word & (Needed | Pte.ZeroBit | Pte.NoAccessBit)) != Needed)
        {
            return false;
        }

        machine.Frames.SetToken(pte.Payload, zeros ? 0 : machine.NextToken());
        return true;
    }

    private bool TryFault(Process process, long vpn, PteTable? joining, bool zeros)
    {
        AddressSpace mm = process.Mm;
        if (mm.Vmas.Find(vpn) is not { } vma || !GetsBasePages(mm, vma))
        {
            return false;
        }

        FreshEntries fresh = mm.Pages.Fresh;
        if (joining is not null && !joining.TryJoin(fresh, vpn - mm.Pages.PteIndex(vpn), Attributes))
        {
            return false;
        }

        long pfn = machine.PageAllocator.AllocatePage();
        if (pfn < 0)
        {
            return false;
        }

        machine.Cgroup.Charge(1);
        machine.Frames.MakeMappedPage(pfn, vma.IndexOf(vpn), zeros ? 0 : machine.NextToken(), mm.Id);
        machine.LruAddBatch.AddNew(pfn);
        fresh.Map(vpn, (uint)pfn);
        mm.AnonRssPages++;
        process.Faults++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool GetsBasePages(AddressSpace mm, Vma vma) =>
        (vma.Flags & (VmaFlags.Write | VmaFlags.Locked | VmaFlags.UffdArmed)) == VmaFlags.Write
        && vma.AnonVma is not null
        && !machine.Failures.IsArmed
        && machine.Cgroup.Limit is null
        && ((machine.Policy.AllowedOrders(vma.Has(VmaFlags.HugePage)) & _ordersBelowPmd) == 0
            || AllowableOrders.Of(machine, mm, vma, ThpMode.PageFault, _ordersBelowPmd) == 0);
}
