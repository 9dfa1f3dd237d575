using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>Spec MM 12, rows 1 to 13 and 39 to 46: which folio a fault maps.</summary>
public sealed class FaultTableTests
{
    private static MemoryCase Case(params string[] always) => new(KernelModel.Linux612, always);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Rows_1_and_2_a_write_takes_the_aligned_block_around_it(int page)
    {
        MemoryCase it = Case("64").Map(256).Write(page);

        Assert.Equal("64K, none 960K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.AnonFaultAlloc, 64), it.Count(SizeStat.NrAnon, 64)));
    }

    [Theory]
    [InlineData(5, "16K, none 44K", 1)]
    [InlineData(17, "none 52K, 4K, none 4K", 0)]
    public void Rows_3_and_4_a_block_that_leaves_the_VMA_is_passed_over_without_a_count(int page, string layout, int allocated)
    {
        MemoryCase it = Case("16", "64").Map(15, offset: 4).Write(page - 4);

        Assert.Equal(layout, it.Layout);
        Assert.Equal(allocated, it.Count(SizeStat.AnonFaultAlloc, 16));
        Assert.Equal(0, it.Count(SizeStat.AnonFaultFallback, 64));
    }

    [Fact]
    public void Rows_5_and_6_a_zero_page_and_a_base_page_keep_larger_folios_from_their_blocks()
    {
        MemoryCase it = Case("16", "32", "64").Map().Read(3).Write(8);
        Assert.Equal("none 12K, zero 4K, none 16K, 32K, none 1984K", it.Layout);

        it.Write(3, 0, 4);
        Assert.Equal("4K, none 8K, 4K, 16K, 32K, none 1984K", it.Layout);
        Assert.Equal(1, it.Count(SizeStat.AnonFaultAlloc, 16));
    }

    [Fact]
    public void Row_7_populating_for_reading_keeps_large_folios_away_for_good()
    {
        MemoryCase it = Case("64").Map(16).Advise(Advice.PopulateRead, 0, 16);
        Assert.Equal("zero 64K", it.Layout);

        it.WriteAll();
        Assert.Equal("16 x 4K", it.Layout);
        Assert.Equal(0, it.Count(SizeStat.AnonFaultAlloc, 64));
    }

    [Fact]
    public void Row_8_populating_for_writing_takes_one_fault_a_block()
    {
        MemoryCase it = Case("64").Map(256).Advise(Advice.PopulateWrite, 0, 256);

        Assert.Equal("16 x 64K", it.Layout);
        Assert.Equal(16, it.Main.Faults);
        Assert.Equal(16, it.Count(SizeStat.AnonFaultAlloc, 64));
    }

    [Fact]
    public void Row_9_the_first_write_to_a_PMD_range_maps_a_leaf()
    {
        MemoryCase it = Case("2048").Map().Write(300);

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal((1, 1, 1), (it.Count(VmStat.ThpFaultAlloc), it.Count(SizeStat.AnonFaultAlloc, 2048), it.Count(SizeStat.NrAnon, 2048)));
        Assert.Equal(2.MiB(), it.Main.Smaps(it.Heap.Range).AnonHugePages);
    }

    [Fact]
    public void Row_10_the_first_read_maps_the_huge_zero_folio_which_is_nobodys_memory()
    {
        MemoryCase it = Case("2048").Map().Read(0);

        Assert.Equal("huge-zero 2M", it.Layout);
        Assert.Equal(ByteSize.Zero, it.Main.Smaps(it.Heap.Range).Rss);
        Assert.Equal(1, it.Count(VmStat.ThpZeroPageAlloc));
    }

    [Fact]
    public void Row_11_a_write_to_the_huge_zero_leaf_splits_it_or_since_6_13_gets_a_folio()
    {
        MemoryCase old = new MemoryCase(KernelModel.Linux612, "2048").Map().Read(0).Write(7);
        Assert.Equal("zero 28K, 4K, zero 2016K", old.Layout);
        Assert.Equal((1, 0), (old.Count(VmStat.ThpSplitPmd), old.Count(VmStat.ThpFaultAlloc)));

        MemoryCase now = new MemoryCase(KernelModel.Linux618, "2048").Map().Read(0).Write(7);
        Assert.Equal("2M pmd", now.Layout);
        Assert.Equal((0, 1), (now.Count(VmStat.ThpSplitPmd), now.Count(VmStat.ThpFaultAlloc)));
    }

    [Fact]
    public void Row_12_without_the_zero_page_a_read_gets_a_folio()
    {
        MemoryCase it = Case("2048").Set("use_zero_page", "0").Map().Read(0);

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal(1, it.Count(VmStat.ThpFaultAlloc));
    }

    [Fact]
    public void Row_13_a_PMD_range_that_the_VMA_does_not_fill_is_no_fallback()
    {
        MemoryCase it = Case("2048", "64").Map(1023, offset: 1).Write(4, 19, 599);

        Assert.Equal("none 16K, 4K, none 40K, 64K, none 1920K, 2M pmd", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.AnonFaultAlloc, 64), it.Count(VmStat.ThpFaultAlloc)));
        Assert.Equal((0, 0), (it.Count(VmStat.ThpFaultFallback), it.Count(SizeStat.AnonFaultFallback, 2048)));
    }

    [Fact]
    public void Row_39_where_no_block_is_free_the_next_smaller_size_is_tried()
    {
        MemoryCase it = Case("16", "64").Set("defrag", "never").Map();
        it.Machine.Fragment(2);

        it.Write(0);

        Assert.Equal("16K, none 2032K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.AnonFaultFallback, 64), it.Count(SizeStat.AnonFaultAlloc, 16)));
    }

    [Fact]
    public void Row_40_a_PMD_fault_that_finds_no_block_goes_on_with_smaller_folios()
    {
        MemoryCase it = Case("64", "2048").Map();
        it.Machine.FailAllocations(9);

        it.Write(0);

        Assert.Equal("64K, none 1984K", it.Layout);
        Assert.Equal(
            (1, 1, 1),
            (it.Count(VmStat.ThpFaultFallback), it.Count(SizeStat.AnonFaultFallback, 2048), it.Count(SizeStat.AnonFaultAlloc, 64)));
    }

    [Fact]
    public void Row_41_a_refused_charge_counts_as_a_fallback_and_as_a_refused_charge()
    {
        MemoryCase it = Case("16", "64").Map();
        it.Machine.FailCharges(4);

        it.Write(0);

        Assert.Equal("16K, none 2032K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.AnonFaultFallback, 64), it.Count(SizeStat.AnonFaultFallbackCharge, 64)));
    }

    [Theory]
    [InlineData(0, "2M pmd, none 1M")]
    [InlineData(600, "none 2400K, 4K, none 668K")]
    public void Row_43_armed_for_write_protection_a_VMA_still_gets_leaves_and_else_base_pages(int page, string layout)
    {
        MemoryCase it = Case("64", "2048").Map(768);
        it.Expect(Errno.None, it.Main.Userfault(it.Heap.Range, UserfaultMode.WriteProtect)).Write(page);

        Assert.Equal(layout, it.Layout);
    }

    [Fact]
    public void Row_42_a_fault_in_memory_that_a_handler_fills_is_not_modelled_and_says_so()
    {
        MemoryCase it = Case("64").Map();
        it.Expect(Errno.None, it.Main.Userfault(it.Heap.Range, UserfaultMode.Missing));

        Assert.Throws<NotModelledException>(() => it.Main.Write(it.Heap.Range));
        it.Sound();
        Assert.Equal("none 2M", it.Layout);
    }

    [Fact]
    public void Row_44_advice_counts_from_the_moment_it_is_given()
    {
        MemoryCase it = Case().Set("hugepages-64kB/enabled", "madvise").Map().Write(0).Advise(Advice.Hugepage).Write(32);

        Assert.Equal("4K, none 124K, 64K, none 1856K", it.Layout);
    }

    [Theory]
    [InlineData("madvise", "64K, none 1984K")]
    [InlineData("never", "4K, none 2044K")]
    public void Row_45_a_size_that_inherits_asks_the_global_file(string global, string layout)
    {
        MemoryCase it = Case().Set("enabled", global).Set("hugepages-64kB/enabled", "inherit").Map().Advise(Advice.Hugepage).Write(0);

        Assert.Equal(layout, it.Layout);
    }

    [Fact]
    public void Row_46_neither_advice_nor_prctl_takes_a_leaf_away()
    {
        MemoryCase it = Case("2048").Map(1024).Write(0).Advise(Advice.Nohugepage, 0, 1024);
        it.Expect(Errno.None, it.Main.DisableThp()).Write(600);

        Assert.Equal("2M pmd, none 352K, 4K, none 1692K", it.Layout);
        Assert.Equal(0, it.Count(VmStat.ThpSplitPmd));
    }

    [Fact]
    public void The_prctl_that_spares_advised_memory_is_there_since_6_18()
    {
        Assert.Equal(Errno.EINVAL, new MemoryCase(KernelModel.Linux612).Main.DisableThp(exceptAdvised: true));

        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(32).Advise(Advice.Hugepage, 0, 16);
        it.Expect(Errno.None, it.Main.DisableThp(exceptAdvised: true)).WriteAll();
        Assert.Equal("64K, 16 x 4K", it.Layout);
    }
}
