using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Layout;

public sealed class LayoutRunsTests
{
    [Fact]
    public void Regular_memory_is_one_stretch_and_a_run_for_every_folio()
    {
        Machine machine = new(KernelModel.Linux612);
        Mapping heap = machine.Main.Map("heap", 8.MiB());
        heap.Write();
        LayoutRuns runs = heap.Layout.Runs;
        Assert.Equal((2048, 1), (runs.Count, runs.Stretches.Count));
        Assert.Equal(runs[0].Frame + 2047, runs[2047].Frame);
        Assert.Equal((2047L, 2047, 1L), (runs[2047].Page, runs[2047].Folio, runs[2047].Pages));
        Assert.Equal(Enumerable.Range(0, 2048), runs.Select(run => run.Folio));
    }

    [Fact]
    public void A_terabyte_of_base_pages_is_read_by_the_stretch()
    {
        Machine machine = new(KernelModel.Linux612, new MachineOptions { Memory = 1100.GiB() });
        Mapping heap = machine.Main.Map("heap", 1.TiB());
        heap.Write();
        Assert.Equal("268435456 x 4K", heap.Layout.ToString());
    }

    [Theory]
    [InlineData("never", "786432 x 4K")]
    [InlineData("always", "1536 x 2M pmd")]
    public void Gigabytes_read_as_they_do_where_each_page_was_faulted_alone(string enabled, string layout)
    {
        Mapping bulk = Gigabytes(enabled, isBulk: true);
        Mapping plain = Gigabytes(enabled, isBulk: false);
        Assert.Equal(layout, bulk.Layout.ToString());
        Agree();

        foreach (Mapping heap in new[] { bulk, plain })
        {
            heap.Process.Advise(heap.Slice(new ByteSize((1L << 30) + 4096), new ByteSize((1L << 30) + 12288)), Advice.Dontneed);
            heap.Process.Move(heap.Slice(0.MiB(), 512.MiB()), "moved", MapPlacement.Default, out _);
            heap.Process.Fork("child");
        }

        Agree();

        void Agree()
        {
            Assert.Equal(plain.Process.Mm.Pages.CountTables(), bulk.Process.Mm.Pages.CountTables());
            Assert.True(plain.Layout.Runs.SequenceEqual(bulk.Layout.Runs));
            Assert.Equal(plain.Process.Smaps(plain.Range), bulk.Process.Smaps(bulk.Range));
        }
    }

    private static Mapping Gigabytes(string enabled, bool isBulk)
    {
        Machine machine = new(KernelModel.Linux618, new MachineOptions { Memory = 6.GiB() }) { UsesBulkPaths = isBulk };
        machine.Sysfs.Write("hugepages-2048kB/enabled", enabled);
        Mapping heap = machine.Main.Map("heap", 3.GiB());
        Assert.Equal(Errno.None, heap.Write());
        return heap;
    }

    // Ranges of 64K: 512 of them are a chunk of the page table, 1024 a chunk of the frame table. First what nobody has looked at yet.
    [Theory]
    [InlineData("never", 0, 65536)]
    [InlineData("always", 0, 65536)]
    [InlineData("never", 20003, 60000)]
    [InlineData("always", 20003, 60000)]
    [InlineData("always", 32768, 40007)]
    public void Any_part_of_thousands_of_ranges_reads_as_it_does_where_each_page_was_faulted_alone(string enabled, int first, int end)
    {
        Mapping bulk = Thousands(enabled, isBulk: true);
        Mapping plain = Thousands(enabled, isBulk: false);
        Assert.Equal(plain.Process.Mm.Pages.CountTables(), bulk.Process.Mm.Pages.CountTables());

        foreach ((int from, int to) in new[] { (first, end), (0, 65536), (end - 9, 65536) })
        {
            Assert.Equal(plain.Process.LayoutOf(plain.Pages(from..to)).Runs, bulk.Process.LayoutOf(bulk.Pages(from..to)).Runs);
        }
    }

    private static Mapping Thousands(string enabled, bool isBulk)
    {
        MachineOptions options = new() { Geometry = PageGeometry.Small(4), Memory = 512.MiB() };
        Machine machine = new(KernelModel.Linux618, options) { UsesBulkPaths = isBulk };
        machine.Sysfs.Write("hugepages-64kB/enabled", enabled);
        Mapping heap = machine.Main.Map("heap", 256.MiB());
        Assert.Equal(Errno.None, heap.Write());
        return heap;
    }

    [Fact]
    public void A_stretch_that_is_not_there_cannot_be_had()
    {
        LayoutRuns runs = new Machine(KernelModel.Linux612).Main.Map("heap", 8.KiB()).Layout.Runs;

        Assert.Equal((2L, false), (runs.Stretches[0].Pages, runs.Stretches[0].IsWholeFolio));
        Assert.Throws<ArgumentOutOfRangeException>(() => runs.Stretches[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => runs[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => runs[-1]);
    }

    [Fact]
    public void Runs_are_walked_folio_by_folio_again_and_again_and_what_is_no_folio_is_one_run()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612).Map(5).Write(0, 1, 2);
        LayoutRuns runs = it.Heap.Layout.Runs;
        Assert.Equal([1, 1, 1, 2], runs.Select(run => run.Pages));
        Assert.Equal([3, 1], Enumerable.Range(0, 2).Select(i => runs.Stretches[i].Each().Count()));
        Assert.Equal(runs, Enumerable.Range(0, 2).SelectMany(i => runs.Stretches[i].Each()));

        using IEnumerator<LayoutRun> walk = ((IEnumerable<LayoutRun>)runs).GetEnumerator();
        Assert.True(walk.MoveNext() && walk.MoveNext());
        walk.Reset();
        Assert.True(walk.MoveNext());
        Assert.Equal(runs[0], walk.Current);
    }

    [Fact]
    public void A_stretch_reads_as_its_pages_one_by_one()
    {
        Machine machine = new(KernelModel.Linux612);
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 4.MiB());
        machine.Main.Write(heap.Slice(0.KiB(), 1.MiB()));
        machine.Sysfs.Write("hugepages-64kB/enabled", "never");
        machine.Main.Write(heap.Slice(1.MiB(), 3.MiB()), new AccessPattern { Every = 12.KiB() });
        machine.Main.Fork("child");
        machine.Main.Write(heap.Slice(512.KiB(), 2.MiB()), new AccessPattern { Every = 20.KiB() });
        long page = 0;
        foreach (LayoutRun run in heap.Layout.Runs)
        {
            Assert.Equal(page, run.Page);
            for (long i = 0; i < run.Pages; i++, page++)
            {
                LayoutRun alone = machine.Main.LayoutOf(new VirtualRange(heap.Range.Start + (page << 12), 4096)).Runs[0];
                Assert.Equal((run.Kind, run.Folio, run.Order), (alone.Kind, alone.Folio, alone.Order));
                Assert.Equal(run.Kind == RunKind.Folio ? run.Frame + i : -1, alone.Frame);
            }
        }

        Assert.Equal(1024, page);
    }
}
