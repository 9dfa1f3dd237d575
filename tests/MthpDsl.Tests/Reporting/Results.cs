using System.Collections.Immutable;
using System.Text;
using MthpDsl.Reporting;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Tests.Reporting;

/// <summary>Small results to print.</summary>
internal static class Results
{
    public static CaseResult Case(params SnapshotResult[] snapshots) => new()
    {
        File = "scenarios/seed/claim.mthp",
        Title = "the claim",
        Kernel = "rfc-2024",
        Status = ResultStatus.Passed,
        Snapshots = [.. snapshots],
    };

    public static SnapshotResult Snapshot(string name, long pages, params LayoutRun[] runs) =>
        Snapshot(name, CounterSnapshot.Empty, pages, runs);

    public static SnapshotResult Snapshot(string name, CounterSnapshot counters, long pages, params LayoutRun[] runs) =>
        new(name, [new ProcessSnapshot("main", [new MappingSnapshot("heap", 0x4000_0000, pages, new LayoutRuns(runs))])], counters);

    /// <summary>Consecutive folios of one order, each wholly mapped.</summary>
    public static LayoutRun Folios(long page, int folio, int order, long count) => Folio(page, count << order, folio, order);

    /// <summary>A stretch of one folio.</summary>
    public static LayoutRun Folio(long page, long pages, int folio, int order, int offset = 0) =>
        new(page, pages, RunKind.Folio, folio, order, offset, false, false, folio << order);

    /// <summary>A stretch that is no folio.</summary>
    public static LayoutRun Gap(RunKind kind, long page, long pages) => new(page, pages, kind, -1, 0, 0, false, false, -1);

    public static string Print(string format, params CaseResult[] cases) => Print(format, new PrinterOptions(), cases);

    public static string Print(string format, PrinterOptions options, params CaseResult[] cases)
    {
        using MemoryStream stream = new();
        using (IResultPrinter printer = ResultFormat.Find(format)!.Create(stream, options))
        {
            RunSummary summary = default;
            foreach (CaseResult result in cases)
            {
                printer.Write(result);
                summary = summary.With(result.Status);
            }

            printer.Complete(summary);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
