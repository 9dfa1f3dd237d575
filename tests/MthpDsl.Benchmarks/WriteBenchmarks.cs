using BenchmarkDotNet.Attributes;
using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>A <c>write</c> over a fresh mapping of 64 GiB; the time is of a base page.</summary>
[Config(typeof(SingleRuns))]
public class WriteBenchmarks
{
    private const int Pages = 64 << 18;
    private Mapping _heap = null!;

    /// <summary>The folios that the faults give.</summary>
    [Params("4K", "64K", "2M")]
    public string Size { get; set; } = "4K";

    /// <summary>A machine after boot.</summary>
    [IterationSetup]
    public void Boot() => _heap = Machines.Of(80.GiB(), Size).Main.Map("heap", 64.GiB());

    /// <summary>The write.</summary>
    [Benchmark(OperationsPerInvoke = Pages)]
    public Errno FreshMapping() => _heap.Write();
}

/// <summary>The same, page by page, over 1 GiB: what the representation is measured against.</summary>
[Config(typeof(SingleRuns))]
public class PlainWriteBenchmarks
{
    private const int Pages = 1 << 18;
    private Mapping _heap = null!;

    /// <summary>The folios that the faults give.</summary>
    [Params("4K", "64K", "2M")]
    public string Size { get; set; } = "4K";

    /// <summary>A machine after boot.</summary>
    [IterationSetup]
    public void Boot() => _heap = Machines.Of(80.GiB(), Size, bulk: false).Main.Map("heap", 1.GiB());

    /// <summary>The write.</summary>
    [Benchmark(OperationsPerInvoke = Pages)]
    public Errno FreshMapping() => _heap.Write();
}

/// <summary>Whether the cost grows with the memory: writes over 1, 10 and 100 GiB, each as a whole.</summary>
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
    [IterationSetup]
    public void Boot() => _heap = Machines.Of(128.GiB(), Size).Main.Map("heap", GiB.GiB());

    /// <summary>The write.</summary>
    [Benchmark]
    public Errno Write() => _heap.Write();
}
