using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;

namespace MthpDsl.Simulation.Collapse;

/// <summary>PMD size or nothing: 6.12 and 6.18 (COLLAPSE D).</summary>
internal sealed class PmdOnlyPolicy(CollapseContext context) : ICollapsePolicy
{
    private readonly Machine _machine = context.Machine;

    public uint PossibleOrders(CollapseControl control, AddressSpace mm, Vma vma) =>
        AllowableOrders.Of(_machine, mm, vma, control.Mode, 1u << _machine.Geometry.PmdOrder);

    public CollapseLimits Limits(CollapseControl control, Vma vma, int order) =>
        ScaledLimits.For(_machine, control, vma, shift: 0);

    public ScanResult CollapseRange(CollapseControl control, AddressSpace mm, Vma vma, long first)
    {
        Window window = new(first, _machine.Geometry.PmdOrder);
        ScanTally tally = default;
        ScanResult result = context.ScanWindow(control, this, mm, vma, window, ref tally);
        return result == ScanResult.Succeed
            ? new CollapseAttempt(context, control, this, mm, vma, window, tally).Run()
            : result;
    }

    public IdleTerms IdleTerms(CollapseControl control, AddressSpace mm, Vma vma, long first) =>
        new(PossibleOrders(control, mm, vma), Limits(control, vma, _machine.Geometry.PmdOrder).None);

    public bool IsIdle(in IdleTerms terms, in EntryBitmaps entries, out IdleRange range)
    {
        int pages = _machine.Geometry.PmdPages;
        range = new IdleRange(ScanResult.ExceedNonePte);
        return pages - entries.PagesInFirst(pages) > terms.MaxNone;
    }

    public int IdleWindows(in IdleTerms terms, int order) => order == _machine.Geometry.PmdOrder ? 1 : 0;
}
