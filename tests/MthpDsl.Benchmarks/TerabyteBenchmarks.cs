using BenchmarkDotNet.Attributes;
using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>Large machines, each story as a whole.</summary>
[Config(typeof(SingleRuns))]
public class TerabyteBenchmarks
{
    /// <summary>1 TiB written in base pages, collapsed to 2M, forked, one page in a thousand written by the child.</summary>
    [Benchmark]
    public Machine WriteCollapseFork() => Story();

    /// <summary>16 TiB of 2M leaves.</summary>
    [Benchmark]
    public Machine SixteenTebibytesOfLeaves() => Leaves();

    internal static Machine Leaves()
    {
        Machine machine = Machines.Of((17 << 10).GiB(), "2M");
        Machines.Require(machine.Main.Map("heap", (16 << 10).GiB()).Write());
        return machine;
    }

    internal static Machine Story()
    {
        Machine machine = Machines.Of(1100.GiB());
        Mapping heap = machine.Main.Map("heap", 1024.GiB());
        Machines.Require(heap.Write());
        Machines.Enable(machine, "2M");
        Machines.Require(machine.Main.Advise(heap.Range, Advice.Hugepage));
        machine.Khugepaged.Scan();
        Process child = machine.Main.Fork("child");
        Machines.Require(child.Write(heap.Range, new AccessPattern { Every = new ByteSize(4096 * 1000) }));
        return machine;
    }
}
