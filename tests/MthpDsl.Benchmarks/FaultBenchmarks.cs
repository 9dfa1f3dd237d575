using BenchmarkDotNet.Attributes;
using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>Single writes to base pages drawn at random from 16 GiB; the time is of one write, most of which fault.</summary>
[Config(typeof(SingleRuns))]
public class FaultBenchmarks
{
    private const int Writes = 4_000_000;
    private Mapping _heap = null!;

    /// <summary>The bulk ways, or all page by page.</summary>
    [Params(true, false)]
    public bool Bulk { get; set; }

    /// <summary>A machine after boot.</summary>
    [IterationSetup]
    public void Boot() => _heap = Machines.Of(80.GiB(), bulk: Bulk).Main.Map("heap", 16.GiB());

    /// <summary>The writes.</summary>
    [Benchmark(OperationsPerInvoke = Writes)]
    public Errno RandomBasePages() => _heap.Process.Write(_heap.Range, new AccessPattern { RandomPages = Writes });
}
