namespace MthpDsl.Vocabulary;

/// <summary>What the value of a trace field is.</summary>
internal enum TraceFieldKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A word of <see cref="ScanResultTable"/>.</summary>
    Status,

    /// <summary>The name of a process, for the kernel's pointer to its mm.</summary>
    Process,

    /// <summary>One of <see cref="TraceFieldRow.Words"/>.</summary>
    Word,
}

/// <summary>A field of a trace event.</summary>
/// <param name="Name">As the event's format prints it.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Kernels">The kernels whose event has it.</param>
/// <param name="Words">The words of a <see cref="TraceFieldKind.Word"/>.</param>
internal sealed record TraceFieldRow(
    string Name, TraceFieldKind Kind = TraceFieldKind.Number, KernelSet Kernels = KernelSet.All, string[]? Words = null);

/// <summary>A trace event: of the group huge_memory, of the locks, or of what the simulator finds.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Meaning">When it is emitted.</param>
/// <param name="Fields">Its fields in the order they are printed.</param>
internal sealed record TraceEventRow(string Name, string Meaning, TraceFieldRow[] Fields);

/// <summary>The trace events scenarios may look for (spec MM 9.5, COLLAPSE C.6), and the locks a collapse takes.</summary>
internal static class TraceTable
{
    private static readonly TraceFieldRow LockField = new(
        "name", TraceFieldKind.Word, Words: ["mmap_lock", "vma_lock", "anon_vma_lock", "pmd_lock", "pte_lock", "folio_lock"]);

    private static readonly TraceFieldRow ModeField = new("mode", TraceFieldKind.Word, Words: ["read", "write"]);

    public static readonly TraceEventRow[] Rows =
    [
        new("mm_khugepaged_scan_pmd", "the end of the scan of a PMD range, or of a window of it",
        [
            new("mm", TraceFieldKind.Process),
            new("pfn"),
            new("writable", Kernels: KernelSet.V6_12 | KernelSet.OrderWise),
            new("referenced"),
            new("none_or_zero"),
            new("status", TraceFieldKind.Status),
            new("unmapped"),
        ]),
        new("mm_collapse_huge_page", "the end of a collapse that was attempted",
        [
            new("mm", TraceFieldKind.Process),
            new("isolated"),
            new("status", TraceFieldKind.Status),
            new("order", Kernels: KernelSet.PresentBitmap),
        ]),
        new("mm_collapse_huge_page_isolate", "the end of the isolation of the old pages",
        [
            new("pfn"),
            new("none_or_zero"),
            new("referenced"),
            new("writable", Kernels: KernelSet.V6_12 | KernelSet.OrderWise),
            new("status", TraceFieldKind.Status),
            new("order", Kernels: KernelSet.PresentBitmap),
        ]),
        new("mm_collapse_huge_page_swapin", "the end of the swap-in before a collapse",
        [
            new("mm", TraceFieldKind.Process),
            new("swapped_in"),
            new("referenced"),
            new("ret"),
            new("order", Kernels: KernelSet.PresentBitmap),
        ]),
        new("lock_acquire", "a collapse took a lock; the time is base pages copied so far",
        [
            new("mm", TraceFieldKind.Process),
            LockField,
            ModeField,
            new("pages_copied"),
        ]),
        new("lock_release", "a collapse dropped a lock, and had held it for so many pages copied",
        [
            new("mm", TraceFieldKind.Process),
            LockField,
            ModeField,
            new("held"),
            new("pages_copied"),
        ]),
        new("race", "a collapse reached a step that statements were armed for, or one of them ran or had to wait",
        [
            new("mm", TraceFieldKind.Process),
            new("step", TraceFieldKind.Word, Words: [.. Words.CollapseSteps.Select(row => row.Name)]),
            new("state", TraceFieldKind.Word, Words: ["reached", "runs", "waits"]),
        ]),
        new("lost_write", "a write that this kernel loses", [new("mm", TraceFieldKind.Process)]),
        new("kernel_finding", "a bug of this kernel was reached",
        [
            new("mm", TraceFieldKind.Process),
            new("bug", TraceFieldKind.Word, Words: ["B5", "B13", "B14", "B16"]),
            new("state", TraceFieldKind.Word, Words: ["HANG", "BUG"]),
        ]),
    ];

    /// <summary>The row of a name, or null.</summary>
    public static TraceEventRow? Find(string name) => Array.Find(Rows, row => row.Name == name);
}
