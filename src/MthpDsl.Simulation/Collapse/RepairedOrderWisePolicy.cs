using System.Numerics;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// The order-wise series with what its reviewers asked for, and what that needs to work (COLLAPSE A.8, implementation advice): the mask is kept, the
/// order at each address is the highest that its alignment allows, a failure lowers the order also in the last window, the
/// failure of the lowest order steps over its window, and nothing runs past the range.
/// </summary>
internal sealed class RepairedOrderWisePolicy(CollapseContext context) : OrderWisePolicy(context)
{
    public override ScanResult CollapseRange(CollapseControl control, AddressSpace mm, Vma vma, long first)
    {
        uint allowed = Candidates(mm, vma, first);
        int order = control.IsKhugepaged ? Highest(allowed) : PmdOrder;
        long end = first + Machine.Geometry.PmdPages;
        long address = first;
        ScanResult result = ScanResult.Fail;
        while (order >= PageGeometry.MinAnonOrder)
        {
            Window window = new(address, order);
            result = Try(control, mm, vma, window);
            if (EndsRange(result))
            {
                return result;
            }

            int lower = Highest(allowed & ((1u << order) - 1));
            if (result is ScanResult.Succeed or ScanResult.PteMappedHugepage || lower < 0)
            {
                address = window.End;
                order = address < end ? Highest(allowed & AtMostAlignment(address)) : -1;
            }
            else
            {
                order = lower;
            }

            if (order >= PageGeometry.MinAnonOrder && !TakeLockAgain(control, mm, ref vma, new Window(address, order), ref result))
            {
                return result;
            }
        }

        return result;
    }

    // Every window of every order, once. Of two halves one has no more than half of the holes, and may have half as many: where no window of the
    // lowest order passes, no larger one does.
    public override bool IsIdle(in IdleTerms terms, in EntryBitmaps entries, out IdleRange range)
    {
        range = new IdleRange(ScanResult.ExceedNonePte);
        if (terms.Orders == 0)
        {
            return false;
        }

        int lowest = BitOperations.TrailingZeroCount(terms.Orders);
        return !entries.HasWindow(lowest, (1 << lowest) - (terms.MaxNone >> (PmdOrder - lowest)));
    }

    public override int IdleWindows(in IdleTerms terms, int order) =>
        Orders.Has(terms.Orders, order) ? 1 << (PmdOrder - order) : 0;

    private static uint AtMostAlignment(long address)
    {
        int alignment = Math.Min(BitOperations.TrailingZeroCount(address), 30);
        return (2u << alignment) - 1;
    }

    // What no other window of the range can better.
    private static bool EndsRange(ScanResult result) =>
        IsWithoutTable(result)
        || result is ScanResult.AnyProcess or ScanResult.VmaNull or ScanResult.VmaCheck or ScanResult.AddressRange;

    private ScanResult Try(CollapseControl control, AddressSpace mm, Vma vma, Window window)
    {
        ScanTally tally = default;
        ScanResult result = Context.ScanWindow(control, this, mm, vma, window, ref tally);
        return result == ScanResult.Succeed
            ? new CollapseAttempt(Context, control, this, mm, vma, window, tally).Run()
            : result;
    }

    private bool TakeLockAgain(CollapseControl control, AddressSpace mm, ref Vma vma, Window window, ref ScanResult result)
    {
        if (Context.HoldsMmapLock)
        {
            return true;
        }

        Context.Take(LockName.MmapLock, LockMode.Read, mm, window.First);
        ScanResult again = Context.Revalidate(control, mm, window, out Vma? found);
        if (again == ScanResult.Succeed)
        {
            vma = found!;
            return true;
        }

        result = again;
        return false;
    }
}
