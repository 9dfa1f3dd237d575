using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>Emits the huge_memory events with the fields that the kernel's have (spec MM 9.5, COLLAPSE C.6). Callers test that the trace is on.</summary>
internal static class CollapseTrace
{
    public static void Scan(CollapseContext context, AddressSpace mm, in ScanTally tally, ScanResult result)
    {
        List<TraceField> fields = [new("mm", context.NameOf(mm.Id)), new("pfn", tally.Pfn)];
        AddWritable(fields, context, tally);
        fields.Add(new("referenced", tally.Young));
        fields.Add(new("none_or_zero", tally.None));
        fields.Add(new("status", result.Word()));
        fields.Add(new("unmapped", tally.Swap));
        Emit(context, TraceEventKind.MmKhugepagedScanPmd, fields);
    }

    public static void Attempt(CollapseContext context, AddressSpace mm, int order, ScanResult result)
    {
        List<TraceField> fields =
        [
            new("mm", context.NameOf(mm.Id)),
            new("isolated", result == ScanResult.Succeed ? 1 : 0),
            new("status", result.Word()),
        ];
        AddOrder(fields, context, order);
        Emit(context, TraceEventKind.MmCollapseHugePage, fields);
    }

    public static void Isolate(CollapseContext context, int order, in ScanTally tally, ScanResult result)
    {
        List<TraceField> fields = [new("pfn", tally.Pfn), new("none_or_zero", tally.None), new("referenced", tally.Young)];
        AddWritable(fields, context, tally);
        fields.Add(new("status", result.Word()));
        AddOrder(fields, context, order);
        Emit(context, TraceEventKind.MmCollapseHugePageIsolate, fields);
    }

    public static void Swapin(CollapseContext context, AddressSpace mm, int order, int swappedIn, int referenced, bool done)
    {
        List<TraceField> fields =
        [
            new("mm", context.NameOf(mm.Id)),
            new("swapped_in", swappedIn),
            new("referenced", referenced),
            new("ret", done ? 1 : 0),
        ];
        AddOrder(fields, context, order);
        Emit(context, TraceEventKind.MmCollapseHugePageSwapin, fields);
    }

    private static void AddWritable(List<TraceField> fields, CollapseContext context, in ScanTally tally)
    {
        if (context.Machine.Kernel.CollapseNeedsWritablePte)
        {
            fields.Add(new("writable", tally.Writable ? 1 : 0));
        }
    }

    private static void AddOrder(List<TraceField> fields, CollapseContext context, int order)
    {
        if (context.Machine.Kernel.CollapsePolicy == CollapsePolicyKind.PresentBitmap)
        {
            fields.Add(new("order", order));
        }
    }

    private static void Emit(CollapseContext context, TraceEventKind kind, List<TraceField> fields) =>
        context.Machine.Trace.Emit(kind, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields));
}
