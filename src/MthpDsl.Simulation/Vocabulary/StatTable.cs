namespace MthpDsl.Vocabulary;

/// <summary>The per-size counters, in the kernel's order (spec MM 1.3, COLLAPSE A.5, C.6).</summary>
internal static class StatTable
{
    public static readonly StatRow[] Rows =
    [
        new("anon_fault_alloc", StatGroup.Anon, KernelSet.All, "faults that mapped a new folio of this size"),
        new("anon_fault_fallback", StatGroup.Anon, KernelSet.All, "faults that wanted this size and did not get it"),
        new("anon_fault_fallback_charge", StatGroup.Anon, KernelSet.All, "of these, because the cgroup was at its limit"),
        new("zswpout", StatGroup.Any, KernelSet.Base6_18, "folios written whole to zswap"),
        new("swpin", StatGroup.Any, KernelSet.Base6_18, "folios read whole from swap"),
        new("swpin_fallback", StatGroup.Any, KernelSet.Base6_18, "swap-ins that wanted this size and did not get it"),
        new("swpin_fallback_charge", StatGroup.Any, KernelSet.Base6_18, "of these, because the cgroup was at its limit"),
        new("swpout", StatGroup.Any, KernelSet.All, "folios written whole to swap"),
        new("swpout_fallback", StatGroup.Any, KernelSet.All, "folios split because swap had no room for them whole"),
        new("split", StatGroup.Any, KernelSet.All, "folios split"),
        new("split_failed", StatGroup.Any, KernelSet.All, "folios that could not be split"),
        new("split_deferred", StatGroup.Anon, KernelSet.All, "folios queued for a split when first partly unmapped"),
        new("nr_anon", StatGroup.Anon, KernelSet.All, "anonymous folios of this size", Gauge: true),
        new("nr_anon_partially_mapped", StatGroup.Anon, KernelSet.All, "of these, partly mapped", Gauge: true),
        new("shmem_alloc", StatGroup.Shmem, KernelSet.All, "shared memory folios allocated"),
        new("shmem_fallback", StatGroup.Shmem, KernelSet.All, "shared memory folios not to be had"),
        new("shmem_fallback_charge", StatGroup.Shmem, KernelSet.All, "of these, because the cgroup was at its limit"),
        new("anon_collapse_alloc", StatGroup.Anon, KernelSet.Rfc2024, "folios allocated for a collapse below PMD size"),
        new("anon_collapse_alloc_failed", StatGroup.Anon, KernelSet.Rfc2024, "of these, allocations that failed"),
        new("collapse_alloc", StatGroup.Anon, KernelSet.PresentBitmap | KernelSet.Rfc2024Repaired, "folios allocated for a collapse"),
        new("collapse_alloc_failed", StatGroup.Anon, KernelSet.PresentBitmap | KernelSet.Rfc2024Repaired, "of these, allocations that failed"),
        new("collapse_exceed_none_pte", StatGroup.Anon, KernelSet.PresentBitmap, "collapses refused over empty entries"),
        new("collapse_exceed_swap_pte", StatGroup.Anon, KernelSet.PresentBitmap, "collapses refused over swapped entries"),
        new("collapse_exceed_shared_pte", StatGroup.Anon, KernelSet.PresentBitmap, "collapses refused over shared pages"),
    ];

    /// <summary>The row of a name, or null.</summary>
    public static StatRow? Find(string name) => Array.Find(Rows, row => row.Name == name);
}
