using BenchmarkDotNet.Attributes;
using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>A <c>write</c> over a fresh mapping, of 64 GiB or page by page of 1 GiB; the time is of a base page.</summary>
[Config(typeof(SingleRuns))]
public class WriteBenchmarks
{
    private const int PlainGiB = 1;
    private const int BulkGiB = 64;
    private Mapping _heap = null!;

    /// <summary>The folios that the faults give.</summary>
    [Params("4K", "64K", "2M")]
    public string Size { get; set; } = "4K";

    /// <summary>A machine after boot that takes every page the single way.</summary>
    [IterationSetup(Target = nameof(Plain))]
    public void BootPlain() => _heap = Machines.Of(80.GiB(), Size, bulk: false).Main.Map("heap", PlainGiB.GiB());

    /// <summary>A machine after boot.</summary>
    [IterationSetup(Target = nameof(Bulk))]
    public void BootBulk() => _heap = Machines.Of(80.GiB(), Size).Main.Map("heap", BulkGiB.GiB());

    /// <summary>Every page the single way.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PlainGiB << 18)]
    public Errno Plain() => _heap.Write();

    /// <summary>What is regular at once.</summary>
    [Benchmark(OperationsPerInvoke = BulkGiB << 18)]
    public Errno Bulk() => _heap.Write();
}

/// <summary>Whether the cost grows with the memory: a write, and a scan that finds nothing to do, over 1, 10 and 100 GiB, each as a whole.</summary>
[Config(typeof(SingleRuns))]
public class GrowthBenchmarks
{
    private Mapping _heap = null!;

    /// <summary>How much.</summary>
    [Params(1, 10, 100)]
    public int GiB { get; set; }

    /// <summary>The folios that the faults give.</summary>
    [Params("4K", "2M")]
    public string Size { get; set; } = "4K";

    /// <summary>A machine after boot.</summary>
    [IterationSetup(Target = nameof(Write))]
    public void Boot() => _heap = Machines.Of(128.GiB(), Size).Main.Map("heap", GiB.GiB());

    /// <summary>The memory, written: whole with leaves, or half of each range with base pages, so that the scan collapses nothing.</summary>
    [IterationSetup(Target = nameof(Scan))]
    public void BootAndWrite()
    {
        Boot();
        AccessPattern? everyOther = Size == "2M" ? null : new AccessPattern { Every = new ByteSize(8192) };
        Machines.Require(_heap.Process.Write(_heap.Range, everyOther));
        Machines.Require(_heap.Process.Machine.Sysfs.Write("khugepaged/max_ptes_none", "16"));
        Machines.Enable(_heap.Process.Machine, "2M");
        Machines.Require(_heap.Process.Advise(_heap.Range, Advice.Hugepage));
        _heap.Process.Machine.Khugepaged.Scan();
    }

    /// <summary>The write.</summary>
    [Benchmark]
    public Errno Write() => _heap.Write();

    /// <summary>The scan, not the first of this memory.</summary>
    [Benchmark]
    public Simulation.Collapse.DaemonReport Scan() => _heap.Process.Machine.Khugepaged.Scan();
}
