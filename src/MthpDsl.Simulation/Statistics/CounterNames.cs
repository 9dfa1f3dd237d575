using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Statistics;

/// <summary>The kernel's names of the counters: the enum's, in snake case (<c>ThpSplitPmd</c> is <c>thp_split_pmd</c>).</summary>
/// <example><code>Console.WriteLine(VmStat.ThpSplitPmd.Name()); // thp_split_pmd</code></example>
public static class CounterNames
{
    // In the order of the enums. Written out, since reading the names of an enum costs every start of the tool a millisecond.
    private static readonly string[] VmStatNames =
    [
        "nr_anon_transparent_hugepages",
        "compact_stall",
        "compact_fail",
        "compact_success",
        "pgmigrate_success",
        "pswpin",
        "pswpout",
        "swpin_zero",
        "swpout_zero",
        "swap_ra",
        "swap_ra_hit",
        "pglazyfree",
        "pglazyfreed",
        "thp_fault_alloc",
        "thp_fault_fallback",
        "thp_fault_fallback_charge",
        "thp_collapse_alloc",
        "thp_collapse_alloc_failed",
        "thp_file_alloc",
        "thp_file_fallback",
        "thp_file_fallback_charge",
        "thp_file_mapped",
        "thp_split_page",
        "thp_split_page_failed",
        "thp_deferred_split_page",
        "thp_underused_split_page",
        "thp_split_pmd",
        "thp_scan_exceed_none_pte",
        "thp_scan_exceed_swap_pte",
        "thp_scan_exceed_share_pte",
        "thp_zero_page_alloc",
        "thp_zero_page_alloc_failed",
        "thp_swpout",
        "thp_swpout_fallback",
        "thp_migration_success",
        "thp_migration_fail",
        "thp_migration_split",
    ];

    private static readonly string[] SizeStatNames =
    [
        "anon_fault_alloc",
        "anon_fault_fallback",
        "anon_fault_fallback_charge",
        "zswpout",
        "swpin",
        "swpin_fallback",
        "swpin_fallback_charge",
        "swpout",
        "swpout_fallback",
        "shmem_alloc",
        "shmem_fallback",
        "shmem_fallback_charge",
        "split",
        "split_failed",
        "split_deferred",
        "nr_anon",
        "nr_anon_partially_mapped",
        "anon_collapse_alloc",
        "anon_collapse_alloc_failed",
        "collapse_alloc",
        "collapse_alloc_failed",
        "collapse_exceed_none_pte",
        "collapse_exceed_swap_pte",
        "collapse_exceed_shared_pte",
    ];

    private static readonly StatRow[] SizeStatRows = Array.ConvertAll(SizeStatNames, name => StatTable.Find(name)!);

    /// <summary>How many counters <c>/proc/vmstat</c> has here.</summary>
    internal static int VmStatCount => VmStatNames.Length;

    /// <summary>How many counters a size has, over all kernels.</summary>
    internal static int SizeStatCount => SizeStatNames.Length;

    /// <summary>The name in <c>/proc/vmstat</c>.</summary>
    public static string Name(this VmStat stat) => VmStatNames[(int)stat];

    /// <summary>The file's name in <c>hugepages-*/stats/</c>.</summary>
    public static string Name(this SizeStat stat) => SizeStatNames[(int)stat];

    /// <summary>What the vocabulary says about the counter.</summary>
    internal static StatRow Row(this SizeStat stat) => SizeStatRows[(int)stat];

    /// <summary>The counter of a <c>/proc/vmstat</c> name.</summary>
    /// <param name="name">As the kernel writes it.</param>
    /// <param name="stat">The counter.</param>
    /// <returns>False for a name that is not modelled.</returns>
    public static bool TryParse(string name, out VmStat stat)
    {
        int index = Array.IndexOf(VmStatNames, name);
        stat = (VmStat)index;
        return index >= 0;
    }

    /// <summary>The counter of a file in <c>hugepages-*/stats/</c>.</summary>
    /// <param name="name">As the kernel writes it.</param>
    /// <param name="stat">The counter.</param>
    /// <returns>False for a name no kernel has.</returns>
    public static bool TryParse(string name, out SizeStat stat)
    {
        int index = Array.IndexOf(SizeStatNames, name);
        stat = (SizeStat)index;
        return index >= 0;
    }
}
