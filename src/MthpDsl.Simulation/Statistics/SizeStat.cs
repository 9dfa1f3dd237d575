namespace MthpDsl.Simulation.Statistics;

/// <summary>The files of <c>hugepages-*/stats/</c>, over all kernels (spec MM 1.3). Which of them a kernel has, the vocabulary says.</summary>
/// <example>
/// <code>
/// machine.Sysfs["hugepages-64kB/enabled"] = "always";
/// machine.Sysfs["hugepages-2048kB/enabled"] = "never";
/// heap.Write();
/// Console.WriteLine(machine.Counters[SizeStat.AnonFaultAlloc, order: 4]); // 32
/// </code>
/// </example>
public enum SizeStat
{
    /// <summary>Folios that an anonymous fault mapped.</summary>
    AnonFaultAlloc,

    /// <summary>Faults that gave this order up: no block, or no charge.</summary>
    AnonFaultFallback,

    /// <summary>Of these, the ones without a charge.</summary>
    AnonFaultFallbackCharge,

    /// <summary>Folios written to zswap whole (6.13 and later).</summary>
    Zswpout,

    /// <summary>Folios read from swap whole (6.13 and later).</summary>
    Swpin,

    /// <summary>Swap-ins that gave this order up (6.14 and later).</summary>
    SwpinFallback,

    /// <summary>Of these, the ones without a charge (6.14 and later).</summary>
    SwpinFallbackCharge,

    /// <summary>Folios written to swap whole.</summary>
    Swpout,

    /// <summary>Folios split because no run of swap slots was free.</summary>
    SwpoutFallback,

    /// <summary>Shared memory; never moves here.</summary>
    ShmemAlloc,

    /// <summary>Shared memory; never moves here.</summary>
    ShmemFallback,

    /// <summary>Shared memory; never moves here.</summary>
    ShmemFallbackCharge,

    /// <summary>Folios split, counted at the order they had.</summary>
    Split,

    /// <summary>Folios that could not be split.</summary>
    SplitFailed,

    /// <summary>Folios that became partially mapped for the first time.</summary>
    SplitDeferred,

    /// <summary>Anonymous folios of this order: a gauge.</summary>
    NrAnon,

    /// <summary>Partially mapped anonymous folios of this order: a gauge.</summary>
    NrAnonPartiallyMapped,

    /// <summary>Folios allocated for a collapse below PMD order: the posted series' name (COLLAPSE A.5).</summary>
    AnonCollapseAlloc,

    /// <summary>Allocations for a collapse below PMD order that failed: the posted series' name.</summary>
    AnonCollapseAllocFailed,

    /// <summary>Folios allocated for a collapse, every order (COLLAPSE C.6).</summary>
    CollapseAlloc,

    /// <summary>Allocations for a collapse that failed, every order.</summary>
    CollapseAllocFailed,

    /// <summary>Scans and isolations that ended at the limit of holes.</summary>
    CollapseExceedNonePte,

    /// <summary>Scans and swap-ins that ended at the limit of swapped pages.</summary>
    CollapseExceedSwapPte,

    /// <summary>Scans and isolations that ended at the limit of shared pages.</summary>
    CollapseExceedSharedPte,
}
