namespace MthpDsl.Language;

/// <content>The kernel's own names and values.</content>
internal static partial class MeaningDiagnostics
{
    public static readonly DiagnosticDescriptor MaxPtesNoneActsAsZero = new(
        "MTHP2007",
        "max_ptes_none acts as 0",
        "max_ptes_none = {0} acts as 0 for collapses below PMD size: use 0 or {1}.",
        "The merged collapse fills either no empty entry of a small folio, or all but one: any value between acts as 0 (spec COLLAPSE C.2).",
        "kernel merged-2026\nmap heap 2M\nsysfs hugepages-64kB/enabled = madvise\nsysfs khugepaged/max_ptes_none = 64\nwrite heap",
        "kernel merged-2026\nmap heap 2M\nsysfs hugepages-64kB/enabled = madvise\nsysfs khugepaged/max_ptes_none = 0\nwrite heap")
    {
        Severity = DiagnosticSeverity.Warning,
    };

    public static readonly DiagnosticDescriptor UnknownKnob = new(
        "MTHP2009",
        "no such file in sysfs",
        "There is no file '{0}' below transparent_hugepage/.",
        "Paths are relative to /sys/kernel/mm/transparent_hugepage/. Sizes of folios start at four base pages and end at the PMD size. 'mthp help sysfs' lists the files.",
        "sysfs hugepages-64kb/enabled = always",
        "sysfs hugepages-64kB/enabled = always");

    public static readonly DiagnosticDescriptor BadKnobValue = new(
        "MTHP2010",
        "value the kernel refuses",
        "'{0}' is no value of {1}: it takes {2}.",
        "The kernel would refuse the write with EINVAL. To see that it does: expect EINVAL from sysfs ….",
        "sysfs enabled = sometimes",
        "sysfs enabled = madvise");

    public static readonly DiagnosticDescriptor ReadOnlyKnob = new(
        "MTHP2011",
        "file cannot be written",
        "'{0}' can only be read.",
        "Counters and hpage_pmd_size are read-only.",
        "sysfs khugepaged/full_scans = 0",
        "expect sysfs khugepaged/full_scans = 0");

    public static readonly DiagnosticDescriptor KnobOfOtherKernel = new(
        "MTHP2012",
        "file of another kernel",
        "Kernel {0} has no '{1}': it is in {2}.",
        "Counters came and went with the series: name the kernel that has it, or the counter this one has.",
        "kernel 6.12\nexpect sysfs hugepages-64kB/stats/collapse_alloc = 0",
        "kernel merged-2026\nexpect sysfs hugepages-64kB/stats/collapse_alloc = 0");

    public static readonly DiagnosticDescriptor KnobNotModelled = new(
        "MTHP2013",
        "not modelled",
        "'{0}' is not modelled: shared memory is left out.",
        "The simulator models anonymous memory. What it leaves out is an error, so that no result rests on it.",
        "sysfs shmem_enabled = always",
        "sysfs enabled = always");

    public static readonly DiagnosticDescriptor UnknownCounter = new(
        "MTHP2014",
        "unknown counter",
        "'{0}' is no line of /proc/vmstat that scenarios can look at.",
        "'mthp help expect-vmstat' lists the names.",
        "expect vmstat thp_split_pdm = 0",
        "expect vmstat thp_split_pmd = 0");

    public static readonly DiagnosticDescriptor UnknownSmapsField = new(
        "MTHP2015",
        "unknown field of smaps",
        "'{0}' is no field of smaps that scenarios can look at.",
        "The fields are Size, Rss, Anonymous, AnonHugePages, Swap, LazyFree and THPeligible.",
        "map heap 2M\nwrite heap\nexpect smaps heap AnonHugePage = 0K",
        "map heap 2M\nwrite heap\nexpect smaps heap AnonHugePages = 0K");

    public static readonly DiagnosticDescriptor UnknownAdvice = new(
        "MTHP2016",
        "unknown advice",
        "'{0}' is no advice of madvise.",
        "The words are those of MADV_… in lower case: hugepage, nohugepage, dontneed, free, cold, pageout, willneed, collapse, populate-read, populate-write, dontfork, dofork.",
        "map heap 2M\nmadvise heap hugepages\nwrite heap",
        "map heap 2M\nmadvise heap hugepage\nwrite heap");

    public static readonly DiagnosticDescriptor UnknownStep = new(
        "MTHP2017",
        "unknown step",
        "'{0}' is no step of a collapse.",
        "The steps are scan, alloc, revalidate, swapin, isolate, copy and install.",
        "map heap 2M\nat isolation {\n  write heap\n}",
        "map heap 2M\nat isolate {\n  write heap\n}");

    public static readonly DiagnosticDescriptor UnknownTraceEvent = new(
        "MTHP2018",
        "unknown trace event",
        "'{0}' is no trace event that scenarios can look at.",
        "The events are those of the group huge_memory: mm_khugepaged_scan_pmd, mm_collapse_huge_page, mm_collapse_huge_page_isolate, mm_collapse_huge_page_swapin.",
        "expect no trace mm_collapse_hugepage",
        "expect no trace mm_collapse_huge_page");

    public static readonly DiagnosticDescriptor UnknownTraceField = new(
        "MTHP2019",
        "unknown field of an event",
        "The event {1} of kernel {2} has no field '{0}'.",
        "'mthp help expect-trace' lists the events with their fields.",
        "expect no trace mm_collapse_huge_page state = succeeded",
        "expect no trace mm_collapse_huge_page status = succeeded");

    public static readonly DiagnosticDescriptor UnknownStatus = new(
        "MTHP2020",
        "unknown status",
        "'{0}' is no outcome of a scan or a collapse.",
        "The words are those the trace events print: succeeded, exceed_none_pte, lack_referenced_page and so on.",
        "expect no trace mm_collapse_huge_page status = success",
        "expect no trace mm_collapse_huge_page status = succeeded");

    public static readonly DiagnosticDescriptor UnknownErrno = new(
        "MTHP2021",
        "unknown errno",
        "'{0}' is nothing a statement can fail with.",
        "An errno in capitals, HANG or BUG for a kernel that locks up or crashes, or absent for a khugepaged that does not run.",
        "expect EINVALID from sysfs enabled = sometimes",
        "expect EINVAL from sysfs enabled = sometimes");

    public static readonly DiagnosticDescriptor SizeNoKernelHas = new(
        "MTHP2031",
        "size no kernel has",
        "No kernel has anonymous folios of {0}: {1}.",
        "Large anonymous folios have four base pages or more, and at most as many as a PMD maps.",
        "map heap 2M\nwrite heap\nexpect heap has no 8K",
        "map heap 2M\nwrite heap\nexpect heap has no 16K")
    {
        Severity = DiagnosticSeverity.Warning,
    };

    public static readonly DiagnosticDescriptor BadTraceValue = new(
        "MTHP2037",
        "value of another kind",
        "'{0}' cannot be the value of the field '{1}'.",
        "A status is a word, mm is a process, everything else is a number.",
        "expect no trace mm_collapse_huge_page status = 1",
        "expect no trace mm_collapse_huge_page status = succeeded");

    public static readonly DiagnosticDescriptor GlobExpected = new(
        "MTHP2038",
        "several files where one is read",
        "'{0}' stands for several files, and an expectation looks at one.",
        "Write one expectation for each file, in a for where they are many: expect sysfs hugepages-{size}/stats/split = 0.",
        "expect sysfs hugepages-*/stats/split = 0",
        "for size in 16K, 32K {\n  expect sysfs hugepages-{size}/stats/split = 0\n}");

    public static readonly DiagnosticDescriptor WordsHaveNoOrder = new(
        "MTHP2039",
        "words have no order",
        "'{0}' holds a word: it can be compared with = and != only.",
        "None of the words is more than another.",
        "expect sysfs enabled > never",
        "expect sysfs enabled != never");

    public static readonly DiagnosticDescriptor BadPageSize = new(
        "MTHP2040",
        "page size no machine has",
        "A base page has 4K, 16K or 64K, and not {0}.",
        "The PMD order follows from it: 9, 11 or 13.",
        "machine {\n  page-size 8K\n}\nmap heap 2M\nwrite heap",
        "machine {\n  page-size 16K\n}\nmap heap 2M\nwrite heap");
}
