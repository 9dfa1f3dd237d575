using System.Numerics;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// The collapse that was merged in 2026: one scan of the whole range leaves a bitmap of present pages, and a forward walk tries the highest
/// enabled order at each aligned offset, as far as the bitmap allows (COLLAPSE C).
/// </summary>
internal sealed class PresentBitmapPolicy(CollapseContext context) : ICollapsePolicy
{
    private readonly Machine _machine = context.Machine;

    private int PmdOrder => _machine.Geometry.PmdOrder;

    public uint PossibleOrders(CollapseControl control, AddressSpace mm, Vma vma) =>
        AllowableOrders.Of(_machine, mm, vma, control.Mode, control.IsKhugepaged ? _machine.Geometry.AnonOrders : 1u << PmdOrder);

    /// <summary>collapse_max_ptes_*: below PMD size no shared or swapped page, and holes only at the largest max_ptes_none (COLLAPSE C.2).</summary>
    public CollapseLimits Limits(CollapseControl control, Vma vma, int order) =>
        order == PmdOrder || !control.IsKhugepaged
            ? ScaledLimits.For(_machine, control, vma, shift: 0)
            : new CollapseLimits(vma.Has(VmaFlags.UffdArmed) ? 0 : SmallNoneLimit(order), 0, 0);

    public ScanResult CollapseRange(CollapseControl control, AddressSpace mm, Vma vma, long first)
    {
        uint enabled = PossibleOrders(control, mm, vma);
        CollapseLimits limits = Limits(control, vma, PmdOrder) with { None = ScanLimit(control, vma, enabled) };
        ScanTally tally = default;
        ScanResult result = context.ScanWindow(control, mm, new Window(first, PmdOrder), limits, ref tally);
        control.Progress += Math.Max(1, tally.Slots);
        if (result != ScanResult.Succeed)
        {
            return result;
        }

        Span<ulong> present = stackalloc ulong[(_machine.Geometry.PmdPages + 63) >> 6];
        mm.Pages.Slot(mm.Pages.PmdIndex(first)).Table!.Bitmaps.Pages.CopyTo(present);
        context.Drop(LockName.MmapLock, mm, first);
        return Walk(new WindowWalk(control, mm, vma, first, enabled, tally), present);
    }

    public IdleTerms IdleTerms(CollapseControl control, AddressSpace mm, Vma vma, long first)
    {
        uint enabled = PossibleOrders(control, mm, vma);
        return new IdleTerms(enabled, ScanLimit(control, vma, enabled));
    }

    public bool IsIdle(in IdleTerms terms, in EntryBitmaps entries, out IdleRange range)
    {
        int pages = entries.PagesInFirst(_machine.Geometry.PmdPages);
        int holes = _machine.Geometry.PmdPages - pages;
        if (holes > terms.MaxNone)
        {
            range = new IdleRange(ScanResult.ExceedNonePte, entries.SlotsUntilHole(terms.MaxNone + 1));
            return true;
        }

        // What the scan lets pass is walked through, in vain where no window has enough pages; then the lock is dropped already.
        range = new IdleRange(ScanResult.Fail, _machine.Geometry.PmdPages, DropsLock: true);
        uint small = terms.Orders & ~(1u << PmdOrder);
        int lowest = BitOperations.TrailingZeroCount(small);
        return entries.HasYoung
            && !_machine.Kernel.CollapseNeedsWritablePte
            && !(Orders.Has(terms.Orders, PmdOrder) && holes <= _machine.Policy.MaxPtesNone)
            && !(small != 0 && entries.HasWindow(lowest, (1 << lowest) - SmallNoneLimit(lowest)));
    }

    public int IdleWindows(in IdleTerms terms, int order) => order == PmdOrder ? 1 : 0;

    // A low max_ptes_none must not end the scan of a range that smaller orders could use.
    private int ScanLimit(CollapseControl control, Vma vma, uint enabled) =>
        enabled == 1u << PmdOrder ? Limits(control, vma, PmdOrder).None : _machine.Geometry.PmdPages - 1;

    private int SmallNoneLimit(int order) =>
        _machine.Policy.MaxPtesNone == _machine.Geometry.PmdPages - 1 ? (1 << order) - 1 : 0;

    /// <summary>mthp_collapse: the highest order first at every offset, lower ones after most failures (COLLAPSE C.4).</summary>
    private ScanResult Walk(in WindowWalk walk, ReadOnlySpan<ulong> present)
    {
        bool collapsed = false;
        bool allocationFailed = false;
        ScanResult last = ScanResult.Fail;
        int order = PmdOrder;
        for (int offset = 0; offset < _machine.Geometry.PmdPages;)
        {
            if (Orders.Has(walk.Enabled, order) && HasEnough(walk, present, offset, order))
            {
                Window window = new(walk.First + offset, order);
                ScanResult result = new CollapseAttempt(context, walk.Control, this, walk.Mm, walk.Vma, window, walk.Scanned).Run();
                collapsed |= result == ScanResult.Succeed;
                allocationFailed |= result == ScanResult.AllocHugePageFail;
                if (result is ScanResult.Succeed or ScanResult.PteMappedHugepage)
                {
                    offset += 1 << order;
                    order = Math.Min(BitOperations.TrailingZeroCount(offset), PmdOrder);
                    continue;
                }

                last = result;
                if (!LowersOrder(result))
                {
                    break;
                }
            }

            if (order > PageGeometry.MinAnonOrder && (walk.Enabled & ((1u << order) - 1)) != 0)
            {
                order--;
                continue;
            }

            offset += 1 << order;
            order = Math.Min(BitOperations.TrailingZeroCount(offset), PmdOrder);
        }

        return collapsed ? ScanResult.Succeed : allocationFailed ? ScanResult.AllocHugePageFail : last;
    }

    private bool HasEnough(in WindowWalk walk, ReadOnlySpan<ulong> present, int offset, int order)
    {
        int have = Bitmap.Count(present, offset, 1 << order) + (order == PmdOrder ? walk.Scanned.Swap : 0);
        int limit = NoneLimit(walk.Control, order);
        if (have >= (1 << order) - limit)
        {
            return true;
        }

        if (context.Journal.IsEnabled)
        {
            Window window = new(walk.First + offset, order);
            ScanTally tally = new() { None = (1 << order) - have, Slot = offset, Pfn = -1 };
            CollapseLimits limits = new(limit, 0, 0);
            context.Journal.Note(
                walk.Mm, window, CollapseStep.Scan, ScanResult.ExceedNonePte, tally, limits, context.Journal.Count(walk.Mm, window));
        }

        return false;
    }

    // The bitmap test is not told the VMA, so userfaultfd does not count here (COLLAPSE C.4).
    private int NoneLimit(CollapseControl control, int order) =>
        !control.IsKhugepaged ? _machine.Geometry.PmdPages
        : order == PmdOrder ? _machine.Policy.MaxPtesNone
        : SmallNoneLimit(order);

    private static bool LowersOrder(ScanResult result) => result is ScanResult.AllocHugePageFail or ScanResult.LackReferencedPage
        or ScanResult.ExceedNonePte or ScanResult.ExceedSwapPte or ScanResult.ExceedSharedPte or ScanResult.PageLock or ScanResult.PageCount
        or ScanResult.PageNull or ScanResult.DelPageLru or ScanResult.PteNonPresent or ScanResult.PteUffdWp or ScanResult.PageLazyfree;

    private readonly record struct WindowWalk(
        CollapseControl Control, AddressSpace Mm, Vma Vma, long First, uint Enabled, ScanTally Scanned);
}
