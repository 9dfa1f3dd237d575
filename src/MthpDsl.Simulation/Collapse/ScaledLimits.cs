using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Collapse;

/// <summary>The knobs' limits, shifted right by what an order lacks to PMD order (COLLAPSE A.4).</summary>
internal static class ScaledLimits
{
    /// <summary>The limits of khugepaged; MADV_COLLAPSE has none. A VMA armed with userfaultfd allows no hole to either.</summary>
    public static CollapseLimits For(Machine machine, CollapseControl control, Vma vma, int shift)
    {
        int unlimited = machine.Geometry.PmdPages;
        bool bound = control.IsKhugepaged;
        int none = bound ? machine.Policy.MaxPtesNone >> shift : unlimited;
        return new CollapseLimits(
            vma.Has(VmaFlags.UffdArmed) ? 0 : none,
            bound ? machine.Policy.MaxPtesSwap >> shift : unlimited,
            bound ? machine.Policy.MaxPtesShared >> shift : unlimited);
    }
}
