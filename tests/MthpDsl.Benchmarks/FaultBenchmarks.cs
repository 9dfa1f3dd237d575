using BenchmarkDotNet.Attributes;
using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>Single faults: each base page of 16 GiB is written once, in random order, by a call of its own.</summary>
[Config(typeof(SingleRuns))]
public class FaultBenchmarks
{
    private const int Pages = 16 << 18;
    private int[] _order = null!;
    private Mapping _heap = null!;

    /// <summary>A machine after boot that takes the plain way.</summary>
    [IterationSetup(Target = nameof(Plain))]
    public void BootPlain() => Boot(bulk: false);

    /// <summary>A machine after boot.</summary>
    [IterationSetup(Target = nameof(Bulk))]
    public void BootBulk() => Boot(bulk: true);

    /// <summary>The plain way.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pages)]
    public void Plain() => WriteEachPageOnce();

    /// <summary>The fast one.</summary>
    [Benchmark(OperationsPerInvoke = Pages)]
    public void Bulk() => WriteEachPageOnce();

    private void Boot(bool bulk)
    {
        _order ??= RandomOrder.Of(Pages);
        _heap = Machines.Of(80.GiB(), bulk: bulk).Main.Map("heap", 16.GiB());
    }

    // Every one faults.
    private void WriteEachPageOnce()
    {
        Process process = _heap.Process;
        long start = _heap.Range.Start;
        foreach (int page in _order)
        {
            Machines.Require(process.Write(new VirtualRange(start + ((long)page << 12), 4096)));
        }
    }
}

/// <summary>Single writes to base pages that one statement draws from 16 GiB; two thirds of them fault, the rest only store.</summary>
[Config(typeof(SingleRuns))]
public class RandomWriteBenchmarks
{
    private const int Writes = 4_000_000;
    private Mapping _heap = null!;

    /// <summary>A machine after boot that takes the plain way.</summary>
    [IterationSetup(Target = nameof(Plain))]
    public void BootPlain() => Boot(bulk: false);

    /// <summary>A machine after boot.</summary>
    [IterationSetup(Target = nameof(Bulk))]
    public void BootBulk() => Boot(bulk: true);

    /// <summary>The plain way.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Writes)]
    public Errno Plain() => Write();

    /// <summary>The fast one.</summary>
    [Benchmark(OperationsPerInvoke = Writes)]
    public Errno Bulk() => Write();

    private void Boot(bool bulk) => _heap = Machines.Of(80.GiB(), bulk: bulk).Main.Map("heap", 16.GiB());

    private Errno Write() => _heap.Process.Write(_heap.Range, new AccessPattern { RandomPages = Writes });
}

/// <summary>
/// What no simulator can beat here and now: one word for each page of 16 GiB in random order and one for each frame in order, in bare arrays.
/// </summary>
[Config(typeof(SingleRuns))]
public class BareArrayBenchmarks
{
    private const int Pages = 16 << 18;
    private int[] _order = null!;

    /// <summary>The order of the pages.</summary>
    [GlobalSetup]
    public void Draw() => _order = RandomOrder.Of(Pages);

    /// <summary>The two stores, fresh memory included.</summary>
    [Benchmark(OperationsPerInvoke = Pages)]
    public uint[] TwoStores()
    {
        var entries = new uint[Pages];
        var pages = new uint[Pages];
        uint frame = 0;
        foreach (int page in _order)
        {
            if (entries[page] == 0)
            {
                pages[frame] = (uint)page;
                entries[page] = ++frame;
            }
        }

        return pages;
    }
}

/// <summary>An order of pages that is the same in every run.</summary>
internal static class RandomOrder
{
    public static int[] Of(int pages)
    {
        int[] order = [.. Enumerable.Range(0, pages)];
        var random = new SplitMix(1);
        for (int i = pages - 1; i > 0; i--)
        {
            int other = (int)random.Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
