using System.Collections.Immutable;
using System.Text;
using MthpDsl.Reporting;
using MthpDsl.Scenarios.Results;

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

    public static SnapshotResult Snapshot(string name, long pages, params RunResult[] runs) =>
        Snapshot(name, CounterSnapshot.Empty, pages, runs);

    public static SnapshotResult Snapshot(string name, CounterSnapshot counters, long pages, params RunResult[] runs) =>
        new(name, [new ProcessSnapshot("main", [new MappingSnapshot("heap", 0x4000_0000, pages, [.. runs])])], counters);

    /// <summary>Consecutive folios of one order, each wholly mapped.</summary>
    public static RunResult Folios(long page, long folio, int order, long count) =>
        RunResult.OfFolio(page, count << order, folio, order) with { Count = count };

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
