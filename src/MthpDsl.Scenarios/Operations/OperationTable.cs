using MthpDsl.Language;
using MthpDsl.Scenarios.Operations.Expectations;

namespace MthpDsl.Scenarios.Operations;

/// <summary>
/// Every statement's operation once: the twin of the language's <see cref="StatementTable"/>, in its order. A new statement
/// is a file there, a file here, and a row in each table.
/// </summary>
internal static class OperationTable
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<OperationRow> Rows { get; } =
    [
        new("scenario", false, HeaderOperation.Run),
        new("kernel", false, HeaderOperation.Run),
        new("given", false, HeaderOperation.Run),
        new("machine", false, HeaderOperation.Run),
        new("include", false, (statement, state) => IncludeOperation.Run((IncludeStatement)statement, state)),
        new("sysfs", true, (statement, state) => SysfsOperation.Run((SysfsStatement)statement, state)),
        new("map", true, (statement, state) => MapOperation.Run((MapStatement)statement, state)),
        new("unmap", true, (statement, state) => UnmapOperation.Run((UnmapStatement)statement, state)),
        new("protect", true, (statement, state) => ProtectOperation.Run((ProtectStatement)statement, state)),
        new("move", true, (statement, state) => MoveOperation.Run((MoveStatement)statement, state)),
        new("resize", true, (statement, state) => ResizeOperation.Run((ResizeStatement)statement, state)),
        new("touch", true, (statement, state) => TouchOperation.Run((TouchStatement)statement, state)),
        new("madvise", true, (statement, state) => MadviseOperation.Run((MadviseStatement)statement, state)),
        new("lock", true, (statement, state) => LockOperation.Run((LockStatement)statement, state)),
        new("pin", true, (statement, state) => PinOperation.Run((PinStatement)statement, state)),
        new("idle", true, (statement, state) => IdleOperation.Run((IdleStatement)statement, state)),
        new("uffd", true, (statement, state) => UffdOperation.Run((UffdStatement)statement, state)),
        new("fork", true, (statement, state) => ForkOperation.Run((ForkStatement)statement, state)),
        new("in", false, (statement, state) => InOperation.Run((InStatement)statement, state)),
        new("exit", true, (statement, state) => ExitOperation.Run((ExitStatement)statement, state)),
        new("thp", true, (statement, state) => ThpOperation.Run((ThpStatement)statement, state)),
        new("limit", true, (statement, state) => LimitOperation.Run((LimitStatement)statement, state)),
        new("fragment", true, (statement, state) => FragmentOperation.Run((FragmentStatement)statement, state)),
        new("fail", true, (statement, state) => FailOperation.Run((FailStatement)statement, state)),
        new("reclaim", true, (statement, state) => ReclaimOperation.Run((ReclaimStatement)statement, state)),
        new("drop-caches", true, DropCachesOperation.Run),
        new("split", true, (statement, state) => SplitOperation.Run((SplitStatement)statement, state)),
        new("swap", true, SwapOperation.Run),
        new("khugepaged", true, (statement, state) => KhugepagedOperation.Run((KhugepagedStatement)statement, state)),
        new("at", false, (statement, state) => AtOperation.Run((AtStatement)statement, state)),
        new("let", false, (statement, state) => LetOperation.Run((LetStatement)statement, state)),
        new("for", false, (statement, state) => ForOperation.Run((ForStatement)statement, state)),
        new("repeat", false, (statement, state) => RepeatOperation.Run((RepeatStatement)statement, state)),
        new("snapshot", false, (statement, state) => SnapshotOperation.Run((SnapshotStatement)statement, state)),
        new("do", true, (statement, state) => DoOperation.Run((DoStatement)statement, state)),
        new("expect-layout", false, (statement, state) => LayoutExpectation.Run((ExpectLayout)statement, state)),
        new("expect-item", false, (statement, state) => ItemExpectation.Run((ExpectItem)statement, state)),
        new("expect-coverage", false, (statement, state) => CoverageExpectation.Run((ExpectCoverage)statement, state)),
        new("expect-sysfs", false, (statement, state) => SysfsExpectation.Run((ExpectSysfs)statement, state)),
        new("expect-vmstat", false, (statement, state) => VmstatExpectation.Run((ExpectVmstat)statement, state)),
        new("expect-smaps", false, (statement, state) => SmapsExpectation.Run((ExpectSmaps)statement, state)),
        new("expect-vmas", false, (statement, state) => VmasExpectation.Run((ExpectVmas)statement, state)),
        new("expect-faults", false, (statement, state) => FaultsExpectation.Run((ExpectFaults)statement, state)),
        new("expect-tlb", false, (statement, state) => TlbExpectation.Run((ExpectTlb)statement, state)),
        new("expect-lru", false, (statement, state) => LruExpectation.Run((ExpectLru)statement, state)),
        new("expect-charged", false, (statement, state) => ChargedExpectation.Run((ExpectCharged)statement, state)),
        new("expect-trace", false, (statement, state) => TraceExpectation.Run((ExpectTrace)statement, state)),
        new("expect-kept", false, (statement, state) => KeptExpectation.Run((ExpectKept)statement, state)),
        new("expect-content", false, (statement, state) => ContentExpectation.Run((ExpectContent)statement, state)),
        new("expect-failure", false, (statement, state) => FailureExpectation.Run((ExpectFailure)statement, state)),
        new("expect-csharp", false, (statement, state) => CSharpExpectation.Run((ExpectCSharp)statement, state)),
    ];

    private static readonly Dictionary<string, OperationRow> ByName = Rows.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a statement's name, or null.</summary>
    public static OperationRow? Find(string name) => ByName.GetValueOrDefault(name);
}
