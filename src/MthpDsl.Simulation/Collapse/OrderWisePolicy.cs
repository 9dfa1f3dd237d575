using System.Numerics;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// Window by window, order by order, with limits scaled to the order: the series of December 2024 exactly as posted (COLLAPSE A.3). Its mask of
/// orders only shrinks: one failure ends an order for the rest of the range, and the failure of the lowest ends the range.
/// </summary>
internal class OrderWisePolicy(CollapseContext context) : ICollapsePolicy
{
    private const int None = -1;

    protected CollapseContext Context => context;

    protected Machine Machine => context.Machine;

    protected int PmdOrder => Machine.Geometry.PmdOrder;

    public uint PossibleOrders(CollapseControl control, AddressSpace mm, Vma vma) =>
        AllowableOrders.Of(Machine, mm, vma, control.Mode, control.IsKhugepaged ? Machine.Geometry.AnonOrders : 1u << PmdOrder);

    public CollapseLimits Limits(CollapseControl control, Vma vma, int order) =>
        ScaledLimits.For(Machine, control, vma, PmdOrder - order);

    public virtual ScanResult CollapseRange(CollapseControl control, AddressSpace mm, Vma vma, long first)
    {
        uint orders = Candidates(mm, vma, first);
        int order = control.IsKhugepaged ? Highest(orders) : PmdOrder;
        long address = first;
        long end = first + Machine.Geometry.PmdPages;
        ScanTally tally = default;
        ScanResult result = ScanResult.Fail;
        while (order >= PageGeometry.MinAnonOrder)
        {
            SkipFolios(mm, orders, ref address, ref order, ref tally.Writable);
            Window window = new(address, order);
            result = context.ScanWindow(control, this, mm, vma, window, ref tally);
            if (IsWithoutTable(result) || LeavesTable(mm, window, tally, ref result))
            {
                return result;
            }

            long next = result == ScanResult.PteMappedHugepage ? BehindFolio(mm, window, tally) : window.End;
            if (result == ScanResult.Succeed)
            {
                result = new CollapseAttempt(context, control, this, mm, vma, window, tally).Run();
                if (context.Finding is not null || next == end)
                {
                    return result;
                }
            }

            if (result is ScanResult.Succeed or ScanResult.PteMappedHugepage)
            {
                address = next;
                order = AlignmentOrHighest(orders, address);
            }
            else
            {
                orders &= ~(1u << order);
                order = Highest(orders);
            }

            if (order >= PageGeometry.MinAnonOrder && !TakeLockAgain(mm, vma, address, ref result))
            {
                return result;
            }
        }

        return result;
    }

    public IdleTerms IdleTerms(CollapseControl control, AddressSpace mm, Vma vma, long first) =>
        new(Candidates(mm, vma, first), Limits(control, vma, PmdOrder).None);

    // One window of each order at the range's start, from the highest down, and then it gives up.
    public virtual bool IsIdle(in IdleTerms terms, in EntryBitmaps entries, out IdleRange range)
    {
        range = new IdleRange(ScanResult.ExceedNonePte);
        for (uint orders = terms.Orders; orders != 0; orders &= orders - 1)
        {
            int order = BitOperations.TrailingZeroCount(orders);
            int pages = 1 << order;
            if (pages - entries.PagesInFirst(pages) <= terms.MaxNone >> (PmdOrder - order))
            {
                return false;
            }
        }

        return terms.Orders != 0;
    }

    public virtual int IdleWindows(in IdleTerms terms, int order) => Orders.Has(terms.Orders, order) ? 1 : 0;

    /// <summary>What sysfs allows in the VMA, at the range's start (COLLAPSE A.2).</summary>
    protected uint Candidates(AddressSpace mm, Vma vma, long first)
    {
        uint orders = AllowableOrders.Of(Machine, mm, vma, ThpMode.PageFault, Machine.Geometry.AnonOrders);
        return orders == 0 ? 0 : AllowableOrders.SuitableAt(vma, first, orders);
    }

    protected static int Highest(uint orders) => orders == 0 ? None : Orders.Highest(orders);

    protected static bool IsWithoutTable(ScanResult result) =>
        result is ScanResult.PmdNone or ScanResult.PmdNull or ScanResult.PmdMapped or ScanResult.NoPteTable;

    // May be above the alignment, where the alignment's own order is not left in the mask (COLLAPSE B1).
    private static int AlignmentOrHighest(uint orders, long address)
    {
        int alignment = BitOperations.TrailingZeroCount(address);
        return alignment < 32 && Orders.Has(orders, alignment) ? alignment : Highest(orders);
    }

    // The whole folio's size counted from the slot where it was met (COLLAPSE B16), without a look at the range's end (B17).
    private long BehindFolio(AddressSpace mm, Window window, in ScanTally tally) =>
        (window.First & -(long)mm.Pages.PmdPages) + tally.Slot + Machine.Frames.Pages(tally.Pfn);

    // Jumps over large folios as the loop would window by window, where nobody looks on: a posted scan that has run past its range
    // (COLLAPSE B17) crosses all the folios behind it again and again.
    private void SkipFolios(AddressSpace mm, uint orders, ref long address, ref int order, ref bool writable)
    {
        if (Machine.Trace.IsEnabled || context.Journal.IsEnabled || context.Races.IsArmed(CollapseStep.Scan))
        {
            return;
        }

        while (order != PmdOrder && mm.Pages.Peek(mm.Pages.PmdIndex(address)).Table is { } table)
        {
            Pte pte = table[mm.Pages.PteIndex(address)];
            if (!pte.IsPage || pte.IsUffdWp || Machine.Frames.Order(pte.Payload) < order)
            {
                return;
            }

            writable |= pte.IsWritable;
            address += Machine.Frames.Pages(pte.Payload);
            order = AlignmentOrHighest(orders, address);
        }
    }

    private bool LeavesTable(AddressSpace mm, Window window, in ScanTally tally, ref ScanResult result)
    {
        if (!tally.LeftTable)
        {
            return false;
        }

        result = context.Find(
            FindingKind.Bug,
            "B16",
            "the skip of a large folio counts its whole size from the entry where it was met, so the scan leaves its alignment and reads entries"
            + " behind the end of the page table: 'Bad page map', or the BUG in rmap.c that checks a new folio against its VMA",
            mm,
            window.First,
            result);
        return true;
    }

    // The lock is taken again without another look at the VMA (COLLAPSE B5).
    private bool TakeLockAgain(AddressSpace mm, Vma vma, long address, ref ScanResult result)
    {
        if (context.HoldsMmapLock)
        {
            return true;
        }

        context.Take(LockName.MmapLock, LockMode.Read, mm, address);
        if (mm.Vmas.Holds(vma) || context.CheckPmd(mm, address) != ScanResult.Succeed)
        {
            return true;
        }

        result = context.Find(
            FindingKind.Bug,
            "B5",
            "the mmap lock is taken again without looking the VMA up again, and the scan goes on with a VMA that was freed meanwhile",
            mm,
            address,
            result);
        return false;
    }
}
