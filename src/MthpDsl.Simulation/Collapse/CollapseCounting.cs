using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Collapse;

/// <summary>Which counters a kernel moves for a collapse.</summary>
internal enum CollapseCounterSet
{
    /// <summary>vm events only; there is but one order.</summary>
    VmEvents,

    /// <summary>vm events for every order, and per-size counters below PMD order: the series as posted (COLLAPSE A.5, B8).</summary>
    AsPosted,

    /// <summary>vm events for PMD order, and per-size counters for every order: what reviewers asked for, and what was merged (COLLAPSE C.6).</summary>
    PerSize,
}

/// <summary>Counts allocations and exceeded limits as the kernel's series does.</summary>
internal static class CollapseCounting
{
    /// <summary>A folio was allocated for a collapse, whether or not it could be charged; or it was not to be had.</summary>
    public static void Allocation(Machine machine, int order, bool allocated)
    {
        CollapseCounterSet set = machine.Kernel.CollapseCounters;
        bool isPmdOrder = order == machine.Geometry.PmdOrder;
        if (isPmdOrder || set == CollapseCounterSet.AsPosted)
        {
            machine.Counters.Count(allocated ? VmStat.ThpCollapseAlloc : VmStat.ThpCollapseAllocFailed);
        }

        if (set == CollapseCounterSet.PerSize)
        {
            machine.Counters.Count(allocated ? SizeStat.CollapseAlloc : SizeStat.CollapseAllocFailed, order);
        }
        else if (!isPmdOrder)
        {
            machine.Counters.Count(allocated ? SizeStat.AnonCollapseAlloc : SizeStat.AnonCollapseAllocFailed, order);
        }
    }

    /// <summary>A scan, a swap-in or an isolation met more pages of a kind than its limit. Other results are not counted.</summary>
    /// <param name="machine">Whose counters.</param>
    /// <param name="order">The order of the window.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="times">Windows that ended so.</param>
    public static void Exceeded(Machine machine, int order, ScanResult result, long times = 1)
    {
        (VmStat vm, SizeStat size)? counters = result switch
        {
            ScanResult.ExceedNonePte => (VmStat.ThpScanExceedNonePte, SizeStat.CollapseExceedNonePte),
            ScanResult.ExceedSwapPte => (VmStat.ThpScanExceedSwapPte, SizeStat.CollapseExceedSwapPte),
            ScanResult.ExceedSharedPte => (VmStat.ThpScanExceedSharePte, SizeStat.CollapseExceedSharedPte),
            _ => null,
        };
        if (counters is not { } pair)
        {
            return;
        }

        // The repaired series has no per-size counters of exceeded limits, so the vm events stay for every order there.
        bool perSize = machine.Kernel.CollapsePolicy == CollapsePolicyKind.PresentBitmap;
        if (!perSize || order == machine.Geometry.PmdOrder)
        {
            machine.Counters.Add(pair.vm, times);
        }

        machine.Counters.Add(pair.size, order, times);
    }
}
