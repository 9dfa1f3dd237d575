namespace MthpDsl.Language;

/// <summary>MTHP4xxx: an expectation is not met. The runner raises them; the run goes on.</summary>
public static class ExpectationDiagnostics
{
    /// <summary>{0} the range, {1} the layout wanted, {2} the layout there.</summary>
    public static readonly DiagnosticDescriptor Layout = new(
        "MTHP4001",
        "layout differs",
        "Expected {0} = {1}, found {2}.",
        "The range does not hold what was expected. What was found can be pasted as the layout.",
        "map heap 64K\nwrite heap\nexpect heap = none 64K",
        "map heap 64K\nwrite heap\nexpect heap = 16 x 4K");

    /// <summary>{0} the range, {1} the item, {2} the layout there.</summary>
    public static readonly DiagnosticDescriptor ItemMissing = new(
        "MTHP4002",
        "item not there",
        "Expected {0} to have {1}, found {2}.",
        "The item occurs nowhere in the range.",
        "map heap 64K\nwrite heap\nexpect heap has 64K",
        "map heap 64K\nwrite heap\nexpect heap has 4K");

    /// <summary>{0} the range, {1} the item, {2} the layout there.</summary>
    public static readonly DiagnosticDescriptor ItemPresent = new(
        "MTHP4003",
        "item there",
        "Expected {0} to have no {1}, found {2}.",
        "The item occurs in the range.",
        "map heap 64K\nwrite heap\nexpect heap has no 4K",
        "map heap 64K\nwrite heap\nexpect heap has no 64K");

    /// <summary>{0} the range, {1} the size, {2} the comparison, {3} the percentage there.</summary>
    public static readonly DiagnosticDescriptor Coverage = new(
        "MTHP4004",
        "coverage differs",
        "Expected coverage of {0} by {1} {2}, found {3}.",
        "The share of the populated memory that lies in whole, aligned folios of that size.",
        "map heap 64K\nwrite heap\nexpect coverage heap 64K = 100%",
        "map heap 64K\nwrite heap\nexpect coverage heap 4K = 100%");

    /// <summary>{0} what was looked at, {1} the comparison, {2} what is there.</summary>
    public static readonly DiagnosticDescriptor Number = new(
        "MTHP4005",
        "number differs",
        "Expected {0} {1}, found {2}.",
        "A counter, a number of faults, VMAs, TLB entries or folios, a field of smaps, or a knob is not as expected.",
        "map heap 64K\nwrite heap\nexpect faults = 1",
        "map heap 64K\nwrite heap\nexpect faults = 16");

    /// <summary>{0} the event and its fields, {1} the events of that name that were emitted.</summary>
    public static readonly DiagnosticDescriptor TraceMissing = new(
        "MTHP4006",
        "trace event not there",
        "Expected a trace event {0}, found {1}.",
        "No event with these fields was emitted since the scenario began.",
        "expect trace mm_collapse_huge_page",
        "expect no trace mm_collapse_huge_page");

    /// <summary>{0} the event and its fields, {1} the event that was emitted.</summary>
    public static readonly DiagnosticDescriptor TracePresent = new(
        "MTHP4007",
        "trace event there",
        "Expected no trace event {0}, found {1}.",
        "Such an event was emitted.",
        "sysfs enabled = always\nmap heap 2M\nmadvise heap nohugepage\nwrite heap\nmadvise heap hugepage\nkhugepaged scan\nexpect no trace mm_khugepaged_scan_pmd",
        "map heap 2M\nwrite heap\nexpect no trace mm_khugepaged_scan_pmd");

    /// <summary>{0} the range, {1} the comparison, {2} the snapshot, {3} how many.</summary>
    public static readonly DiagnosticDescriptor Kept = new(
        "MTHP4008",
        "other pages kept",
        "Expected {1} pages of {0} in the same frame since \"{2}\", found {3}.",
        "A page is kept while it sits in the same physical frame.",
        "map heap 64K\nwrite heap\nsnapshot \"before\"\nexpect kept heap since \"before\" = 0",
        "map heap 64K\nwrite heap\nsnapshot \"before\"\nexpect kept heap since \"before\" = 16");

    /// <summary>{0} the range, {1} the snapshot, {2} the first page that differs, and how.</summary>
    public static readonly DiagnosticDescriptor Content = new(
        "MTHP4009",
        "content changed",
        "Expected the content of {0} unchanged since \"{1}\": {2}.",
        "A page reads otherwise than at that snapshot.",
        "map heap 64K\nwrite heap\nsnapshot \"before\"\nwrite heap\nexpect content heap unchanged since \"before\"",
        "map heap 64K\nwrite heap\nsnapshot \"before\"\nread heap\nexpect content heap unchanged since \"before\"");

    /// <summary>{0} the errno, {1} the statement, {2} how it ended.</summary>
    public static readonly DiagnosticDescriptor Failure = new(
        "MTHP4010",
        "statement did not fail so",
        "Expected {0} from '{1}', found {2}.",
        "The statement succeeded, or failed with another errno.",
        "map heap 2M\nwrite heap\nexpect EINVAL from madvise heap hugepage",
        "map heap 2M\nwrite heap\nmadvise heap hugepage");

    /// <summary>{0} the file, {1} the comparison, {2} the word that is chosen.</summary>
    public static readonly DiagnosticDescriptor Word = new(
        "MTHP4011",
        "word differs",
        "Expected {0} {1}, found {2}.",
        "The file of sysfs holds another word.",
        "expect sysfs enabled = never",
        "expect sysfs enabled = madvise");

    /// <summary>{0} the expression.</summary>
    public static readonly DiagnosticDescriptor CSharp = new(
        "MTHP4012",
        "C# is false",
        "Expected {0}, which is false.",
        "The expression of C# does not hold.",
        "expect { 1 == 2 }",
        "expect { 1 == 1 }");

    internal static DiagnosticDescriptor[] All =>
    [
        Layout, ItemMissing, ItemPresent, Coverage, Number, TraceMissing, TracePresent, Kept, Content, Failure, Word, CSharp,
    ];
}
