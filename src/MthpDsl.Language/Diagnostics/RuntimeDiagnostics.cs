namespace MthpDsl.Language;

/// <summary>MTHP3xxx: a statement failed when it ran. The runner raises them.</summary>
public static class RuntimeDiagnostics
{
    /// <summary>{0} the statement, {1} the errno, {2} what the errno means.</summary>
    public static readonly DiagnosticDescriptor StatementFailed = new(
        "MTHP3001",
        "statement failed",
        "'{0}' failed with {1}: {2}.",
        "The kernel refuses this. Where that is the point of the scenario, write expect ERRNO from STATEMENT.",
        "map heap 2M\nwrite heap\nmadvise heap nohugepage\nmadvise heap collapse",
        "map heap 2M\nwrite heap\nmadvise heap nohugepage\nexpect EINVAL from madvise heap collapse");

    /// <summary>{0} the statement or the behaviour that is not modelled.</summary>
    public static readonly DiagnosticDescriptor NotModelled = new(
        "MTHP3002",
        "not modelled",
        "{0} is not modelled.",
        "The simulator never guesses: what it does not model ends the scenario here.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the statement, {1} why the kernel hangs, with the section of the spec.</summary>
    public static readonly DiagnosticDescriptor KernelHangs = new(
        "MTHP3003",
        "the kernel would hang",
        "'{0}': this kernel locks up here: {1}.",
        "The kernel as posted does so. Take rfc-2024-repaired, or write expect HANG from STATEMENT where it is the point.",
        "kernel rfc-2024\nsysfs hugepages-2048kB/enabled = never\nsysfs hugepages-64kB/enabled = madvise\nmap heap 4M\nwrite heap\n"
        + "madvise heap hugepage\nprotect heap[2M..2112K] read\nkhugepaged scan 2",
        "kernel rfc-2024\nsysfs hugepages-2048kB/enabled = never\nsysfs hugepages-64kB/enabled = madvise\nmap heap 4M\nwrite heap\n"
        + "madvise heap hugepage\nprotect heap[2M..2112K] read\nexpect HANG from khugepaged scan 2");

    /// <summary>{0} the statement, {1} why the kernel crashes, with the section of the spec.</summary>
    public static readonly DiagnosticDescriptor KernelCrashes = new(
        "MTHP3004",
        "the kernel would crash",
        "'{0}': this kernel crashes here: {1}.",
        "The kernel as posted does so. Take rfc-2024-repaired, or write expect BUG from STATEMENT where it is the point.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor KhugepagedAbsent = new(
        "MTHP3005",
        "khugepaged does not run",
        "khugepaged does not run: no size is enabled that starts it.",
        "khugepaged is there while a size is enabled that it collapses to: enable one in sysfs, or write expect absent from khugepaged scan.",
        "sysfs hugepages-*/enabled = never\nmap heap 2M\nwrite heap\nkhugepaged scan",
        "sysfs hugepages-2048kB/enabled = always\nmap heap 2M\nwrite heap\nkhugepaged scan");

    /// <summary>{0} the number of scans, {1} the ranges that still move.</summary>
    public static readonly DiagnosticDescriptor StillMoves = new(
        "MTHP3006",
        "still moving",
        "After {0} full scans something still changes: {1}.",
        "khugepaged until-idle ends when a full scan changes nothing. Here it never does: scan so often as you need.",
        "",
        "map heap 2M\nwrite heap\nkhugepaged until-idle");

    /// <summary>{0} what, {1} the limit, {2} the option that raises it.</summary>
    public static readonly DiagnosticDescriptor LimitExceeded = new(
        "MTHP3007",
        "limit exceeded",
        "{0} is more than {1}; {2} raises the limit.",
        "The limits keep a scenario from running for ever: what is mapped, the statements that run, time and memory. None of them changes a result.",
        "map heap 4K\nwrite heap\nrepeat 1_000_000_000 {\n  idle heap\n}",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the process, {1} the page, {2} what it holds, {3} what it should hold.</summary>
    public static readonly DiagnosticDescriptor ContentDiffers = new(
        "MTHP3008",
        "content differs",
        "After this statement process '{0}' reads {2} from {1}, where it should read {3}.",
        "Each process reads what it last wrote, by the rules of fork and madvise. That it does not is a fault of the simulator: please report it.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the name, {1} what is wrong with it.</summary>
    public static readonly DiagnosticDescriptor NameAtRunTime = new(
        "MTHP3009",
        "name there or not there",
        "'{0}' {1} when this runs.",
        "In a loop, and in a race, a name can be taken or gone although each line alone is right.",
        "repeat 2 {\n  map heap 2M\n  write heap\n}",
        "repeat 2 {\n  map heap 2M\n  write heap\n  unmap heap\n}");

    /// <summary>{0} what differs.</summary>
    public static readonly DiagnosticDescriptor CheckFailed = new(
        "MTHP3011",
        "recount differs",
        "After this statement the recount of --check disagrees with the machine: {0}.",
        "--check counts frames, mappings, resident pages and counters anew. That they differ is a fault of the simulator: please report it.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the kind of failure, {1} what it says.</summary>
    public static readonly DiagnosticDescriptor SimulatorFailed = new(
        "MTHP3012",
        "the simulator failed",
        "The simulator failed here ({0}: {1}).",
        "That is a fault of the simulator and not of the scenario: please report it.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the statement, {1} how many writes, {2} the process of the first, {3} its address.</summary>
    public static readonly DiagnosticDescriptor KernelLosesWrite = new(
        "MTHP3013",
        "the kernel loses a write",
        "'{0}': this kernel loses writes ({1} in all), the first of process '{2}' at {3}: below PMD size it copies a page before it clears its entry, and flushes no TLB (B6).",
        "The kernel as posted does so. Take rfc-2024-repaired to see what its reviewers asked for.",
        "kernel rfc-2024\nsysfs hugepages-2048kB/enabled = never\nsysfs hugepages-64kB/enabled = madvise\nmap heap 2M\nwrite heap\n"
        + "madvise heap hugepage\nat install {\n  write heap[..4K]\n}\nkhugepaged scan",
        "kernel rfc-2024-repaired\nsysfs hugepages-2048kB/enabled = never\nsysfs hugepages-64kB/enabled = madvise\nmap heap 2M\nwrite heap\n"
        + "madvise heap hugepage\nat install {\n  write heap[..4K]\n}\nkhugepaged scan");

    internal static DiagnosticDescriptor[] All =>
    [
        StatementFailed, NotModelled, KernelHangs, KernelCrashes, KhugepagedAbsent, StillMoves, LimitExceeded, ContentDiffers, NameAtRunTime, CheckFailed, SimulatorFailed, KernelLosesWrite,
    ];
}
