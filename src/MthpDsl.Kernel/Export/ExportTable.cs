using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Every statement's C once, in the order of the language's <see cref="StatementTable"/>.</summary>
internal static class ExportTable
{
    private const string NoCSharp = "C# runs against the simulator alone";
    private const string NoArithmetic = "it is arithmetic of the simulator, and a real kernel does not show it";

    /// <summary>The rows.</summary>
    public static IReadOnlyList<ExportRow> Rows { get; } =
    [
        new("scenario", ExportPlace.Nowhere, Nothing),
        new("kernel", ExportPlace.Nowhere, Nothing),
        new("given", ExportPlace.Nowhere, Nothing),
        new("machine", ExportPlace.Nowhere, Nothing),
        ExportRow.Of<IncludeStatement>("include", ExportPlace.Nowhere, BlockExport.Include),
        ExportRow.Of<SysfsStatement>("sysfs", ExportPlace.Step, MachineExport.Sysfs),
        ExportRow.Of<MapStatement>("map", ExportPlace.Step, MemoryExport.Map),
        ExportRow.Of<UnmapStatement>("unmap", ExportPlace.Step, MemoryExport.Unmap),
        ExportRow.Of<ProtectStatement>("protect", ExportPlace.Step, MemoryExport.Protect),
        ExportRow.Of<MoveStatement>("move", ExportPlace.Step, MemoryExport.Move),
        ExportRow.Of<ResizeStatement>("resize", ExportPlace.Step, MemoryExport.Resize),
        ExportRow.Of<TouchStatement>("touch", ExportPlace.Step, TouchExport.Touch),
        ExportRow.Of<MadviseStatement>("madvise", ExportPlace.Step, MemoryExport.Madvise),
        ExportRow.Of<LockStatement>("lock", ExportPlace.Step, MemoryExport.Lock),
        ExportRow.Of<PinStatement>("pin", ExportPlace.Step, MemoryExport.Pin),
        ExportRow.Of<IdleStatement>("idle", ExportPlace.Step, MemoryExport.Idle),
        ExportRow.Of<UffdStatement>("uffd", ExportPlace.Step, MemoryExport.Uffd),
        ExportRow.Of<ForkStatement>("fork", ExportPlace.Step, ProcessExport.Fork),
        ExportRow.Of<InStatement>("in", ExportPlace.Nowhere, ProcessExport.In),
        ExportRow.Of<ExitStatement>("exit", ExportPlace.Step, ProcessExport.Exit),
        ExportRow.Of<ThpStatement>("thp", ExportPlace.Step, ProcessExport.Thp),
        ExportRow.Of<LimitStatement>("limit", ExportPlace.Step, MachineExport.Limit),
        ExportRow.Impossible("fragment", "the free memory of a real machine cannot be given a shape"),
        ExportRow.Impossible("fail", "a real kernel's allocations and copies do not fail on request"),
        ExportRow.Of<ReclaimStatement>("reclaim", ExportPlace.Step, MachineExport.Reclaim),
        new("drop-caches", ExportPlace.Step, (_, state) => state.Call("drop_caches")),
        ExportRow.Of<SplitStatement>("split", ExportPlace.Step, MachineExport.Split),
        new("swap", ExportPlace.Step, (_, state) => state.Call("swap_off")),
        ExportRow.Of<KhugepagedStatement>("khugepaged", ExportPlace.Step, MachineExport.Khugepaged),
        ExportRow.Impossible("at", "nothing can be made to happen between two steps of a real collapse"),
        ExportRow.Of<LetStatement>("let", ExportPlace.Nowhere, BlockExport.Let),
        ExportRow.Of<ForStatement>("for", ExportPlace.Nowhere, BlockExport.For),
        ExportRow.Of<RepeatStatement>("repeat", ExportPlace.Nowhere, BlockExport.Repeat),
        ExportRow.Of<SnapshotStatement>("snapshot", ExportPlace.Line, (statement, state) => state.Do("snapshot", CText.String(statement.Name.Value))),
        ExportRow.Impossible("do", NoCSharp),
        ExportRow.Of<ExpectLayout>("expect-layout", ExportPlace.Line, LayoutExport.Layout),
        ExportRow.Of<ExpectItem>("expect-item", ExportPlace.Line, LayoutExport.Item),
        ExportRow.Of<ExpectCoverage>("expect-coverage", ExportPlace.Line, LayoutExport.Coverage),
        ExportRow.Of<ExpectSysfs>("expect-sysfs", ExportPlace.Line, ExpectationExport.Sysfs),
        ExportRow.Of<ExpectVmstat>("expect-vmstat", ExportPlace.Line, ExpectationExport.Vmstat),
        ExportRow.Of<ExpectSmaps>("expect-smaps", ExportPlace.Line, ExpectationExport.Smaps),
        ExportRow.Of<ExpectVmas>("expect-vmas", ExportPlace.Line, ExpectationExport.Vmas),
        ExportRow.Of<ExpectFaults>("expect-faults", ExportPlace.Line, ExpectationExport.Faults),
        ExportRow.Impossible("expect-tlb", NoArithmetic),
        ExportRow.Impossible("expect-lru", NoArithmetic),
        ExportRow.Impossible("expect-charged", "a real kernel's memory.current also counts page tables, slab and the program itself"),
        ExportRow.Impossible("expect-trace", "the trace of a real kernel holds the events of the whole machine"),
        ExportRow.Of<ExpectKept>("expect-kept", ExportPlace.Line, ExpectationExport.Kept),
        ExportRow.Of<ExpectContent>("expect-content", ExportPlace.Line, ExpectationExport.Content),
        ExportRow.Of<ExpectFailure>("expect-failure", ExportPlace.Nowhere, ExpectationExport.Failure),
        ExportRow.Impossible("expect-csharp", NoCSharp),
    ];

    private static readonly Dictionary<string, ExportRow> ByName = Rows.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a statement.</summary>
    public static ExportRow Find(StatementSyntax statement) => ByName.TryGetValue(statement.Definition.Name, out ExportRow? row)
        ? row
        : ExportRow.Impossible(statement.Definition.Name, "it has no equivalent in C");

    private static void Nothing(StatementSyntax statement, ExportState state)
    {
    }
}
