namespace MthpDsl.Vocabulary;

/// <summary>
/// Every knob below /sys/kernel/mm/transparent_hugepage once (spec MM 1.1, 1.2, 1.4). The per-size counters are in
/// <see cref="StatTable"/>.
/// </summary>
internal static class KnobTable
{
    private const long UIntMax = uint.MaxValue;

    public static readonly KnobRow[] Rows =
    [
        new()
        {
            Path = "enabled", Kind = KnobValueKind.Word, Words = ["always", "madvise", "never"], DefaultWord = "madvise",
            Effect = "The policy of the sizes that say inherit.",
        },
        new()
        {
            Path = "defrag", Kind = KnobValueKind.Word, DefaultWord = "madvise",
            Words = ["always", "defer", "defer+madvise", "madvise", "never"],
            Effect = "How hard a fault tries to get a large folio.",
        },
        new()
        {
            Path = "use_zero_page", Kind = KnobValueKind.Flag, Default = KnobNumber.Just(1),
            Effect = "Whether a read fault of a whole PMD range maps the huge zero page.",
        },
        new()
        {
            Path = "hpage_pmd_size", Kind = KnobValueKind.Number, ReadOnly = true, Max = KnobNumber.Just(long.MaxValue),
            Effect = "The PMD size in bytes.",
        },
        new()
        {
            Path = "shmem_enabled", Kind = KnobValueKind.Word, DefaultWord = "never", Modelled = false,
            Words = ["always", "within_size", "advise", "never", "deny", "force"],
            Effect = "The policy of shared memory.",
        },
        new()
        {
            Path = "shrink_underused", Kind = KnobValueKind.KernelBool, Default = KnobNumber.Just(1),
            Effect = "Whether the shrinker splits large folios that are mostly zero.",
        },
        new()
        {
            Path = "khugepaged/defrag", Kind = KnobValueKind.Flag, Default = KnobNumber.Just(1),
            Effect = "Whether khugepaged's allocations may compact and reclaim.",
        },
        new()
        {
            Path = "khugepaged/max_ptes_none", Kind = KnobValueKind.Number,
            Max = KnobNumber.Pmd(plus: -1), Default = KnobNumber.Pmd(plus: -1),
            Effect = "How many empty or zero entries a collapse may fill.",
        },
        new()
        {
            Path = "khugepaged/max_ptes_swap", Kind = KnobValueKind.Number,
            Max = KnobNumber.Pmd(plus: -1), Default = KnobNumber.Pmd(divisor: 8),
            Effect = "How many swapped entries a collapse may bring in.",
        },
        new()
        {
            Path = "khugepaged/max_ptes_shared", Kind = KnobValueKind.Number,
            Max = KnobNumber.Pmd(plus: -1), Default = KnobNumber.Pmd(divisor: 2),
            Effect = "How many shared pages a collapse may copy.",
        },
        new()
        {
            Path = "khugepaged/pages_to_scan", Kind = KnobValueKind.Number, Min = KnobNumber.Just(1),
            Max = KnobNumber.Just(UIntMax), Default = KnobNumber.Pmd(times: 8),
            Effect = "How many pages khugepaged looks at before it sleeps.",
        },
        new()
        {
            Path = "khugepaged/scan_sleep_millisecs", Kind = KnobValueKind.Number,
            Max = KnobNumber.Just(UIntMax), Default = KnobNumber.Just(10000),
            Effect = "How long khugepaged sleeps between passes.",
        },
        new()
        {
            Path = "khugepaged/alloc_sleep_millisecs", Kind = KnobValueKind.Number,
            Max = KnobNumber.Just(UIntMax), Default = KnobNumber.Just(60000),
            Effect = "How long khugepaged sleeps after an allocation failed.",
        },
        new()
        {
            Path = "khugepaged/pages_collapsed", Kind = KnobValueKind.Number, ReadOnly = true,
            Max = KnobNumber.Just(UIntMax), Effect = "How many PMD ranges were collapsed.",
        },
        new()
        {
            Path = "khugepaged/full_scans", Kind = KnobValueKind.Number, ReadOnly = true,
            Max = KnobNumber.Just(UIntMax), Effect = "How often khugepaged came to the end of its list.",
        },
        new()
        {
            Path = "enabled", Scope = KnobScope.AnonSizes, Kind = KnobValueKind.Word,
            Words = ["always", "inherit", "madvise", "never"], DefaultWord = "never", PmdDefaultWord = "inherit",
            Effect = "Whether anonymous memory may use folios of this size.",
        },
        new()
        {
            Path = "shmem_enabled", Scope = KnobScope.AllSizes, Kind = KnobValueKind.Word, Modelled = false,
            Words = ["always", "inherit", "within_size", "advise", "never"], DefaultWord = "never", PmdDefaultWord = "inherit",
            Effect = "Whether shared memory may use folios of this size.",
        },
    ];
}
