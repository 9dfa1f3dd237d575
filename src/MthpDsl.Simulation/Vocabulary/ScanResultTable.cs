namespace MthpDsl.Vocabulary;

/// <summary>An outcome of a scan or a collapse: the kernel's enum scan_result.</summary>
/// <param name="Name">The kernel's name without <c>SCAN_</c>, as the spec writes it: <c>EXCEED_NONE_PTE</c>.</param>
/// <param name="Word">What the trace events print as <c>status</c>.</param>
internal sealed record ScanResultRow(string Name, string Word);

/// <summary>The outcomes in the order of the kernel's enum (spec MM 9.5, COLLAPSE D.5).</summary>
internal static class ScanResultTable
{
    public static readonly ScanResultRow[] Rows =
    [
        new("FAIL", "failed"),
        new("SUCCEED", "succeeded"),
        new("PMD_NULL", "pmd_null"),
        new("PMD_NONE", "pmd_none"),
        new("PMD_MAPPED", "page_pmd_mapped"),
        new("EXCEED_NONE_PTE", "exceed_none_pte"),
        new("EXCEED_SWAP_PTE", "exceed_swap_pte"),
        new("EXCEED_SHARED_PTE", "exceed_shared_pte"),
        new("PTE_NON_PRESENT", "pte_non_present"),
        new("PTE_UFFD_WP", "pte_uffd_wp"),
        new("PTE_MAPPED_HUGEPAGE", "pte_mapped_hugepage"),
        new("PAGE_RO", "no_writable_page"),
        new("LACK_REFERENCED_PAGE", "lack_referenced_page"),
        new("PAGE_NULL", "page_null"),
        new("SCAN_ABORT", "scan_aborted"),
        new("PAGE_COUNT", "not_suitable_page_count"),
        new("PAGE_LRU", "page_not_in_lru"),
        new("PAGE_LOCK", "page_locked"),
        new("PAGE_ANON", "page_not_anon"),
        new("PAGE_LAZYFREE", "page_lazyfree"),
        new("PAGE_COMPOUND", "page_compound"),
        new("ANY_PROCESS", "no_process_for_page"),
        new("VMA_NULL", "vma_null"),
        new("VMA_CHECK", "vma_check_failed"),
        new("ADDRESS_RANGE", "not_suitable_address_range"),
        new("DEL_PAGE_LRU", "could_not_delete_page_from_lru"),
        new("ALLOC_HUGE_PAGE_FAIL", "alloc_huge_page_failed"),
        new("CGROUP_CHARGE_FAIL", "ccgroup_charge_failed"),
        new("TRUNCATED", "truncated"),
        new("PAGE_HAS_PRIVATE", "page_has_private"),
        new("STORE_FAILED", "store_failed"),
        new("COPY_MC", "copy_poisoned_page"),
        new("PAGE_FILLED", "page_filled"),
        new("NO_PTE_TABLE", "no_pte_table"),
    ];
}
