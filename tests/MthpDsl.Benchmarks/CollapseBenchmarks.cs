using BenchmarkDotNet.Attributes;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Benchmarks;

/// <summary>
/// A full scan of PMD ranges that have too many holes, with half of their pages there at random; the time is of a range. Where a kernel
/// collapses to smaller sizes, 64K is enabled beside 2M: two windows or more a range.
/// </summary>
[Config(typeof(SingleRuns))]
public class ScanBenchmarks
{
    private const int Ranges = 512;
    private const int PlainScans = 10;
    private const int BulkScans = 200;
    private Machine _machine = null!;

    /// <summary>Whose collapse.</summary>
    [Params("6.18", "rfc-2024", "rfc-2024-repaired", "merged-2026")]
    public string Kernel { get; set; } = "6.18";

    /// <summary>Half of 1 GiB, at random, to be looked at page by page.</summary>
    [GlobalSetup(Target = nameof(Plain))]
    public void FillPlain() => Fill(bulk: false);

    /// <summary>Half of 1 GiB, at random.</summary>
    [GlobalSetup(Target = nameof(Bulk))]
    public void FillBulk() => Fill(bulk: true);

    /// <summary>Every page by itself.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Ranges * PlainScans)]
    public DaemonReport Plain() => _machine.Khugepaged.Scan(PlainScans);

    /// <summary>The bitmaps of the page tables.</summary>
    [Benchmark(OperationsPerInvoke = Ranges * BulkScans)]
    public DaemonReport Bulk() => _machine.Khugepaged.Scan(BulkScans);

    private void Fill(bool bulk)
    {
        _machine = Machines.Of(4.GiB(), bulk: bulk, kernel: KernelModel.Find(Kernel));
        Mapping heap = _machine.Main.Map("heap", 1.GiB());
        Machines.Require(_machine.Main.Write(heap.Range, new AccessPattern { RandomPages = Ranges * 512L * 7 / 10 }));
        Machines.Require(_machine.Sysfs.Write("khugepaged/max_ptes_none", "16"));
        Machines.Enable(_machine, "2M");
        Machines.Enable(_machine, "64K");
        Machines.Require(_machine.Main.Advise(heap.Range, Advice.Hugepage));
    }
}

/// <summary>khugepaged makes 2M of base pages; the time is of a page.</summary>
[Config(typeof(SingleRuns))]
public class CollapseBenchmarks
{
    private const int Pages = 4 << 18;
    private Machine _machine = null!;

    /// <summary>The pages lie as an ascending write gives them, or as writes at random do.</summary>
    [Params(true, false)]
    public bool Regular { get; set; }

    /// <summary>4 GiB of base pages, to be taken one by one.</summary>
    [IterationSetup(Target = nameof(Plain))]
    public void FillPlain() => Fill(bulk: false);

    /// <summary>4 GiB of base pages.</summary>
    [IterationSetup(Target = nameof(Bulk))]
    public void FillBulk() => Fill(bulk: true);

    /// <summary>Every page by itself.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pages)]
    public DaemonReport Plain() => ScanAll();

    /// <summary>Runs of pages at once.</summary>
    [Benchmark(OperationsPerInvoke = Pages)]
    public DaemonReport Bulk() => ScanAll();

    private void Fill(bool bulk)
    {
        _machine = Machines.Of(16.GiB(), bulk: bulk);
        Mapping heap = _machine.Main.Map("heap", 4.GiB());
        if (!Regular)
        {
            Machines.Require(_machine.Main.Write(heap.Range, new AccessPattern { RandomPages = Pages }));
        }

        Machines.Require(heap.Write());
        Machines.Enable(_machine, "2M");
        Machines.Require(_machine.Main.Advise(heap.Range, Advice.Hugepage));
    }

    private DaemonReport ScanAll()
    {
        DaemonReport report = _machine.Khugepaged.Scan();
        return _machine.Counters.PagesCollapsed == Pages / 512 ? report : throw new InvalidOperationException("not all was collapsed");
    }
}
