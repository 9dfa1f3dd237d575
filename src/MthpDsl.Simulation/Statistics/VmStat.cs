namespace MthpDsl.Simulation.Statistics;

/// <summary>
/// The names of <c>/proc/vmstat</c> that concern anonymous folios, in the kernel's order (spec MM 9.2). All of
/// <c>thp_*</c> but the scan and migration ones count folios of PMD order only.
/// </summary>
/// <example>
/// <code>
/// heap.Advise(Advice.Hugepage);
/// heap.Write();
/// Console.WriteLine(machine.Counters[VmStat.ThpFaultAlloc]); // 1
/// </code>
/// </example>
public enum VmStat
{
    /// <summary>PMD folios that are mapped by a PMD somewhere: a gauge, in folios.</summary>
    NrAnonTransparentHugepages,

    /// <summary>Direct compactions begun.</summary>
    CompactStall,

    /// <summary>Direct compactions that freed no block.</summary>
    CompactFail,

    /// <summary>Direct compactions that freed a block.</summary>
    CompactSuccess,

    /// <summary>Base pages that compaction moved.</summary>
    PgmigrateSuccess,

    /// <summary>Base pages read from the swap device.</summary>
    Pswpin,

    /// <summary>Base pages written to the swap device.</summary>
    Pswpout,

    /// <summary>Base pages that came back as zeros, without a read.</summary>
    SwpinZero,

    /// <summary>Base pages of zero-filled folios: recorded, not written.</summary>
    SwpoutZero,

    /// <summary>Base pages read ahead from swap.</summary>
    SwapRa,

    /// <summary>Read-ahead pages that a fault then used.</summary>
    SwapRaHit,

    /// <summary>Base pages that MADV_FREE marked lazily free.</summary>
    Pglazyfree,

    /// <summary>Lazily free base pages that reclaim discarded.</summary>
    Pglazyfreed,

    /// <summary>PMD folios mapped by a fault.</summary>
    ThpFaultAlloc,

    /// <summary>PMD faults that had to fall back: allocation or charge failed.</summary>
    ThpFaultFallback,

    /// <summary>Of these, the ones that failed in the charge.</summary>
    ThpFaultFallbackCharge,

    /// <summary>Folios that khugepaged or MADV_COLLAPSE allocated; the posted series counts every order.</summary>
    ThpCollapseAlloc,

    /// <summary>Allocations of theirs that failed.</summary>
    ThpCollapseAllocFailed,

    /// <summary>File folios; never moves here.</summary>
    ThpFileAlloc,

    /// <summary>File folios; never moves here.</summary>
    ThpFileFallback,

    /// <summary>File folios; never moves here.</summary>
    ThpFileFallbackCharge,

    /// <summary>File folios; never moves here.</summary>
    ThpFileMapped,

    /// <summary>PMD folios split.</summary>
    ThpSplitPage,

    /// <summary>PMD folios that could not be split.</summary>
    ThpSplitPageFailed,

    /// <summary>PMD folios that became partially mapped.</summary>
    ThpDeferredSplitPage,

    /// <summary>PMD folios split because most of their pages were zero-filled.</summary>
    ThpUnderusedSplitPage,

    /// <summary>PMD leaves turned into page tables.</summary>
    ThpSplitPmd,

    /// <summary>Scans that ended at max_ptes_none.</summary>
    ThpScanExceedNonePte,

    /// <summary>Scans that ended at max_ptes_swap.</summary>
    ThpScanExceedSwapPte,

    /// <summary>Scans that ended at max_ptes_shared.</summary>
    ThpScanExceedSharePte,

    /// <summary>Huge zero folios allocated.</summary>
    ThpZeroPageAlloc,

    /// <summary>Huge zero folios that could not be allocated.</summary>
    ThpZeroPageAllocFailed,

    /// <summary>PMD folios written to swap whole.</summary>
    ThpSwpout,

    /// <summary>PMD folios split for swap-out, for want of a free cluster.</summary>
    ThpSwpoutFallback,

    /// <summary>PMD folios migrated whole.</summary>
    ThpMigrationSuccess,

    /// <summary>PMD folios that could not be migrated.</summary>
    ThpMigrationFail,

    /// <summary>PMD folios split for a migration.</summary>
    ThpMigrationSplit,
}
