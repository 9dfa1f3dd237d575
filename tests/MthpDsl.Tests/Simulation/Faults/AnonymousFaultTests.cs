using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>The first rows of spec MM 12.</summary>
public sealed class AnonymousFaultTests
{
    [Fact]
    public void A_write_takes_the_largest_order_whose_aligned_block_is_empty()
    {
        Machine machine = Always("hugepages-64kB");
        Mapping heap = machine.Main.Map("heap", 1.MiB());

        machine.Main.Write(heap.Slice(36.KiB(), 40.KiB()));

        Assert.Equal((16, 4), (heap.Layout.Runs[0].Pages, heap.Layout.Runs[0].Order));
        Assert.Equal(1, machine.Counters[SizeStat.AnonFaultAlloc, 4]);
    }

    [Fact]
    public void A_zero_page_keeps_large_folios_away_from_its_block_only()
    {
        Machine machine = Always("hugepages-16kB", "hugepages-32kB", "hugepages-64kB");
        Mapping heap = machine.Main.Map("heap", 2.MiB());

        machine.Main.Read(heap.Slice(12.KiB(), 16.KiB()));
        machine.Main.Write(heap.Slice(32.KiB(), 36.KiB()));

        Assert.Equal(
            [(RunKind.None, 3L, 0), (RunKind.Zero, 1, 0), (RunKind.None, 4, 0), (RunKind.Folio, 8, 3), (RunKind.None, 496, 0)],
            heap.Layout.Runs.Select(run => (run.Kind, run.Pages, run.Order)));
    }

    [Fact]
    public void Dropping_a_page_of_a_leaf_splits_the_PMD_and_defers_the_split_of_the_folio()
    {
        Machine machine = Always("hugepages-2048kB");
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();

        Errno errno = machine.Main.Advise(heap.Slice(ByteSize.Zero, 4.KiB()), Advice.Dontneed);

        Assert.Equal(Errno.None, errno);
        Assert.Equal(1, machine.Main.Faults);
        Assert.Equal((RunKind.Folio, 511L, 1), (heap.Layout.Runs[1].Kind, heap.Layout.Runs[1].Pages, heap.Layout.Runs[1].Offset));
        Assert.Equal(1, machine.Counters[VmStat.ThpSplitPmd]);
        Assert.Equal(1, machine.Counters[VmStat.ThpDeferredSplitPage]);
        Assert.Equal(1, machine.Counters[SizeStat.NrAnonPartiallyMapped, 9]);
    }

    [Fact]
    public void Before_6_15_a_large_folio_is_copied_page_by_page_after_the_child_is_gone()
    {
        Assert.Equal(16, RunsAfterForkExitWrite(KernelModel.Linux612));
        Assert.Equal(1, RunsAfterForkExitWrite(KernelModel.Linux618));
    }

    private static int RunsAfterForkExitWrite(KernelModel kernel)
    {
        Machine machine = Always(kernel, "hugepages-64kB");
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();
        machine.Main.Fork("child").Exit();
        heap.Write();
        return heap.Layout.Runs.Count;
    }

    private static Machine Always(params string[] directories) => Always(KernelModel.Linux612, directories);

    private static Machine Always(KernelModel kernel, params string[] directories)
    {
        var machine = new Machine(kernel);
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        foreach (string directory in directories)
        {
            machine.Sysfs.Write(directory + "/enabled", "always");
        }

        return machine;
    }
}
