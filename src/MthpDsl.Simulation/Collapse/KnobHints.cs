namespace MthpDsl.Simulation.Collapse;

/// <summary>Which knob at which value would have let a window pass the check that stopped it.</summary>
internal static class KnobHints
{
    /// <summary>The hint, or null where no value helps: the merged collapse allows none of the kind below PMD size.</summary>
    public static KnobHint? For(Machine machine, int order, ScanResult result, WindowContents contents) => result switch
    {
        ScanResult.ExceedNonePte => Hint(machine, "khugepaged/max_ptes_none", order, contents.None, fillsAtTop: true),
        ScanResult.ExceedSwapPte => Hint(machine, "khugepaged/max_ptes_swap", order, contents.Swapped, fillsAtTop: false),
        ScanResult.ExceedSharedPte => Hint(machine, "khugepaged/max_ptes_shared", order, contents.Shared, fillsAtTop: false),
        _ => null,
    };

    private static KnobHint? Hint(Machine machine, string knob, int order, int count, bool fillsAtTop)
    {
        int pmdOrder = machine.Geometry.PmdOrder;
        int most = machine.Geometry.PmdPages - 1;
        long needed = count;
        if (order != pmdOrder)
        {
            if (machine.Kernel.CollapsePolicy == CollapsePolicyKind.PresentBitmap)
            {
                // Below PMD size holes are filled at the largest value only, swapped and shared pages never (COLLAPSE C.2).
                return fillsAtTop && count < 1 << order ? new KnobHint(knob, most) : null;
            }

            needed = (long)count << (pmdOrder - order);
        }

        return needed <= most ? new KnobHint(knob, needed) : null;
    }
}
