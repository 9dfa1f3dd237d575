namespace MthpDsl.Vocabulary;

/// <summary>A line of /proc/vmstat.</summary>
/// <param name="Name">The line's name.</param>
/// <param name="Meaning">What it counts.</param>
/// <param name="Gauge">It falls again: the number there is now, not of events.</param>
internal sealed record VmstatRow(string Name, string Meaning, bool Gauge = false);

/// <summary>The lines of /proc/vmstat that concern large folios and swap (spec MM 9.2).</summary>
internal static class VmstatTable
{
    public static readonly VmstatRow[] Rows =
    [
        new("nr_anon_transparent_hugepages", "PMD-mapped anonymous folios", Gauge: true),
        new("pswpin", "pages read from swap"),
        new("pswpout", "pages written to swap"),
        new("pglazyfree", "pages marked with MADV_FREE"),
        new("pglazyfreed", "of these, pages reclaim dropped"),
        new("compact_stall", "allocations that waited for compaction"),
        new("compact_fail", "of these, in vain"),
        new("compact_success", "of these, with success"),
        new("pgmigrate_success", "pages that compaction moved"),
        new("thp_fault_alloc", "faults that mapped a new PMD-sized folio"),
        new("thp_fault_fallback", "faults that wanted a PMD-sized folio and did not get it"),
        new("thp_fault_fallback_charge", "of these, because the cgroup was at its limit"),
        new("thp_collapse_alloc", "folios allocated for a collapse"),
        new("thp_collapse_alloc_failed", "of these, allocations that failed"),
        new("thp_file_alloc", "file folios; no files are modelled: always 0"),
        new("thp_file_fallback", "file folios; no files are modelled: always 0"),
        new("thp_file_fallback_charge", "file folios; no files are modelled: always 0"),
        new("thp_file_mapped", "file folios; no files are modelled: always 0"),
        new("thp_split_page", "PMD-sized folios split"),
        new("thp_split_page_failed", "PMD-sized folios that could not be split"),
        new("thp_deferred_split_page", "PMD-sized folios queued for a split"),
        new("thp_underused_split_page", "PMD-sized folios split because they were mostly zero"),
        new("thp_split_pmd", "PMD mappings split into a page table"),
        new("thp_scan_exceed_none_pte", "scans that met too many empty entries"),
        new("thp_scan_exceed_swap_pte", "scans that met too many swapped entries"),
        new("thp_scan_exceed_share_pte", "scans that met too many shared pages"),
        new("thp_zero_page_alloc", "huge zero pages allocated"),
        new("thp_zero_page_alloc_failed", "huge zero pages not to be had"),
        new("thp_swpout", "PMD-sized folios written whole to swap"),
        new("thp_swpout_fallback", "PMD-sized folios split because swap had no room for them whole"),
        new("thp_migration_success", "large folios migrated"),
        new("thp_migration_fail", "large folios that could not be migrated"),
        new("thp_migration_split", "large folios split to be migrated"),
        new("swap_ra", "pages read ahead from swap"),
        new("swap_ra_hit", "of these, pages that were wanted"),
        new("swpin_zero", "zero-filled pages swapped in without a read"),
        new("swpout_zero", "zero-filled pages swapped out without a write"),
    ];

    /// <summary>The row of a name, or null.</summary>
    public static VmstatRow? Find(string name) => Array.Find(Rows, row => row.Name == name);
}
