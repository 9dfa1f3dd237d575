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
}
