using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Spec MM 12, rows 14 to 23: what dropping pages leaves.</summary>
public sealed class ZapTableTests
{
    private static MemoryCase Leaf(KernelModel? kernel = null) => new MemoryCase(kernel ?? KernelModel.Linux612, "2048").Map().WriteAll();

    private static MemoryCase Folio() => new MemoryCase(KernelModel.Linux612, "64").Map(16).WriteAll();

    [Fact]
    public void Rows_14_and_15_a_page_dropped_from_a_leaf_splits_the_PMD_and_comes_back_as_a_base_page()
    {
        MemoryCase it = Leaf().Advise(Advice.Dontneed, 0, 1);
        Assert.Equal("none 4K, part 2044K of 2M at 4K pte", it.Layout);
        Assert.Equal((1, 1), (it.Count(VmStat.ThpSplitPmd), it.Count(VmStat.ThpDeferredSplitPage)));
        Assert.Equal((1, 1), (it.Count(SizeStat.SplitDeferred, 2048), it.Count(SizeStat.NrAnonPartiallyMapped, 2048)));

        it.Write(0);
        Assert.Equal("4K, part 2044K of 2M at 4K pte", it.Layout);
    }

    [Fact]
    public void Row_16_the_shrinker_splits_what_is_partially_mapped()
    {
        MemoryCase it = Leaf().Advise(Advice.Dontneed, 0, 1).DropCaches();

        Assert.Equal("none 4K, 511 x 4K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.Split, 2048), it.Count(VmStat.ThpSplitPage)));
        Assert.Equal((0, 0), (it.Count(SizeStat.NrAnon, 2048), it.Count(SizeStat.NrAnonPartiallyMapped, 2048)));
    }

    [Fact]
    public void Row_17_a_split_maps_the_zero_page_where_a_page_holds_zero_bytes()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "2048").Map().Write(5).Advise(Advice.Dontneed, 0, 1).DropCaches();

        Assert.Equal("none 4K, zero 16K, 4K, zero 2024K", it.Layout);
        Assert.Equal(4.KiB(), it.Main.Smaps(it.Heap.Range).Rss);
    }

    [Fact]
    public void Row_18_a_leaf_dropped_as_a_whole_leaves_room_for_another()
    {
        MemoryCase it = Leaf().Advise(Advice.Dontneed).Write(3);

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal((2, 0), (it.Count(VmStat.ThpFaultAlloc), it.Count(VmStat.ThpSplitPmd)));
    }

    [Fact]
    public void Row_19_an_empty_page_table_stays_where_the_calls_covered_it_in_parts()
    {
        foreach (KernelModel kernel in MemoryCase.BothKernels)
        {
            MemoryCase it = Leaf(kernel).Advise(Advice.Dontneed, 0, 1).Advise(Advice.Dontneed, 1, 512).Write(3);

            Assert.Equal("none 12K, 4K, none 2032K", it.Layout);
            Assert.Equal((0, 0), (it.Count(SizeStat.NrAnonPartiallyMapped, 2048), it.Count(SizeStat.Split, 2048)));
        }
    }

    [Fact]
    public void Row_19b_since_6_14_one_call_over_the_whole_range_frees_the_table()
    {
        MemoryCase After(KernelModel kernel) => Leaf(kernel).Advise(Advice.Dontneed, 0, 1).Advise(Advice.Dontneed).Write(3);

        Assert.Equal("none 12K, 4K, none 2032K", After(KernelModel.Linux612).Layout);
        Assert.Equal("2M pmd", After(KernelModel.Linux618).Layout);
    }

    [Fact]
    public void Row_19c_the_same_holds_for_a_table_of_base_pages()
    {
        MemoryCase After(KernelModel kernel) =>
            new MemoryCase(kernel).Map().WriteAll().Set("hugepages-2048kB/enabled", "always").Advise(Advice.Dontneed).Write(3);

        Assert.Equal("none 12K, 4K, none 2032K", After(KernelModel.Linux612).Layout);
        Assert.Equal("2M pmd", After(KernelModel.Linux618).Layout);
    }

    [Fact]
    public void On_arm64_no_empty_table_is_freed_before_munmap()
    {
        var machine = new Machine(KernelModel.Linux618, new MachineOptions { Arch = Arch.Arm64 });
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");

        machine.Main.Advise(heap.Range, Advice.Dontneed);
        heap.Write();

        Assert.Equal("512 x 4K", heap.Layout.ToString());
    }

    [Fact]
    public void Munmap_frees_the_table_of_a_range_that_begins_where_the_memory_below_ends()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612).Map(1024).WriteAll().Set("hugepages-2048kB/enabled", "always");
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(512, 1024)));

        Mapping again = it.Main.Map("again", 2.MiB(), new MapPlacement { Address = it.Pages(512, 513).Start });
        it.Expect(Errno.None, again.Write());

        Assert.Equal("2M pmd", again.Layout.ToString());
    }

    [Fact]
    public void Row_20_a_hole_in_a_small_folio_is_filled_by_base_pages()
    {
        MemoryCase it = Folio().Advise(Advice.Dontneed, 0, 4).Write(1);

        Assert.Equal("none 4K, 4K, none 8K, part 48K of 64K at 16K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.SplitDeferred, 64), it.Count(SizeStat.NrAnonPartiallyMapped, 64)));
    }

    [Fact]
    public void Row_21_a_folio_dropped_in_one_call_is_never_partially_mapped()
    {
        MemoryCase it = Folio().Advise(Advice.Dontneed, 0, 16);

        Assert.Equal("none 64K", it.Layout);
        Assert.Equal((0, 0), (it.Count(SizeStat.SplitDeferred, 64), it.Count(SizeStat.NrAnon, 64)));
    }

    [Fact]
    public void Row_22_a_folio_dropped_in_two_calls_was_partially_mapped_in_between()
    {
        MemoryCase it = Folio().Advise(Advice.Dontneed, 0, 8).Advise(Advice.Dontneed, 8, 16);

        Assert.Equal("none 64K", it.Layout);
        Assert.Equal((1, 0), (it.Count(SizeStat.SplitDeferred, 64), it.Count(SizeStat.NrAnonPartiallyMapped, 64)));
    }

    [Theory]
    [InlineData(Advice.Cold)]
    [InlineData(Advice.Free)]
    [InlineData(Advice.Pageout)]
    public void Row_23_advice_for_a_part_splits_a_folio_at_once(Advice advice)
    {
        MemoryCase it = Folio().Advise(advice, 0, 4);

        Assert.Equal("16 x 4K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.Split, 64), it.Count(SizeStat.SplitDeferred, 64)));
        Assert.Equal((0, 0), (it.Count(SizeStat.NrAnon, 64), it.Count(SizeStat.NrAnonPartiallyMapped, 64)));
    }

    [Fact]
    public void A_leaf_that_such_advice_splits_is_not_deferred_first()
    {
        MemoryCase it = Leaf().Advise(Advice.Cold, 16, 17);

        Assert.Equal("512 x 4K", it.Layout);
        Assert.Equal((1, 1, 1), (it.Count(VmStat.ThpSplitPmd), it.Count(VmStat.ThpSplitPage), it.Count(SizeStat.Split, 2048)));
        Assert.Equal((0, 0), (it.Count(SizeStat.SplitDeferred, 2048), it.Count(VmStat.ThpDeferredSplitPage)));
    }
}
