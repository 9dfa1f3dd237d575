using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Splitting;

/// <summary>Spec MM 12, rows 54 and 56 to 59, 65; MM 5: splits on request, by the shrinker, and those that fail.</summary>
public sealed class SplitTableTests
{
    private static MemoryCase Leaf() => new MemoryCase(KernelModel.Linux612, "2048").Map().WriteAll();

    private static MemoryCase AlmostEmptyLeaf(string maxPtesNone, bool shrinks = true) => new MemoryCase(KernelModel.Linux612, "2048")
        .Set("khugepaged/max_ptes_none", maxPtesNone)
        .Set("shrink_underused", shrinks ? "1" : "0")
        .Map().Write(7);

    [Fact]
    public void Row_54_a_folio_that_is_held_cannot_be_split()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "64").Map(16).WriteAll();
        it.Expect(Errno.None, it.Main.Hold(it.Pages(2, 3))).Advise(Advice.Cold, 0, 4);

        Assert.Equal("64K", it.Layout);
        Assert.Equal((1, 0, 0), (it.Count(SizeStat.SplitFailed, 64), it.Count(SizeStat.Split, 64), it.Count(SizeStat.SplitDeferred, 64)));
    }

    [Fact]
    public void A_held_folio_of_PMD_order_counts_as_failed_in_vmstat_too()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Hold(it.Pages(2, 3))).Advise(Advice.Cold, 0, 4);

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal((1, 1, 0), (it.Count(SizeStat.SplitFailed, 2048), it.Count(VmStat.ThpSplitPageFailed), it.Count(VmStat.ThpSplitPmd)));
    }

    [Fact]
    public void Row_56_an_underused_folio_is_split_and_its_zero_pages_given_back()
    {
        MemoryCase it = AlmostEmptyLeaf("255").DropCaches();

        Assert.Equal("zero 28K, 4K, zero 2016K", it.Layout);
        Assert.Equal((1, 1, 1), (it.Count(VmStat.ThpUnderusedSplitPage), it.Count(SizeStat.Split, 2048), it.Count(VmStat.ThpSplitPmd)));
        Assert.Equal(4.KiB(), it.Main.Smaps(it.Heap.Range).Rss);
    }

    [Fact]
    public void Row_57_a_folio_found_well_used_leaves_the_queue_for_good()
    {
        MemoryCase it = AlmostEmptyLeaf("511").DropCaches().Set("khugepaged/max_ptes_none", "255").DropCaches();

        Assert.Equal("2M pmd", it.Layout);
    }

    [Fact]
    public void Row_58_what_was_never_queued_is_never_found()
    {
        MemoryCase it = AlmostEmptyLeaf("255", shrinks: false).Set("shrink_underused", "1").DropCaches();

        Assert.Equal("2M pmd", it.Layout);
    }

    [Fact]
    public void Row_59_debugfs_splits_to_any_order_but_one()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Split(it.Heap.Range, order: 1));
        Assert.Equal("2M pmd", it.Layout);

        it.Expect(Errno.None, it.Main.Split(it.Pages(100, 101), order: 4));

        Assert.Equal("32 x 64K", it.Layout);
        Assert.Equal((1, 1, 1), (it.Count(SizeStat.Split, 2048), it.Count(VmStat.ThpSplitPage), it.Count(VmStat.ThpSplitPmd)));
        Assert.Equal((0, 32), (it.Count(SizeStat.NrAnon, 2048), it.Count(SizeStat.NrAnon, 64)));
        Assert.Equal(Errno.EINVAL, it.Main.Split(it.Heap.Range, order: 9));
    }

    [Fact]
    public void A_split_to_a_large_order_keeps_zero_pages()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "2048").Map().WriteZeros();
        it.Expect(Errno.None, it.Main.Split(it.Heap.Range, order: 4));

        Assert.Equal("32 x 64K", it.Layout);
    }

    [Fact]
    public void Debugfs_passes_over_held_folios_without_a_count()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "64").Map(32).WriteAll();
        it.Expect(Errno.None, it.Main.Hold(it.Pages(2, 3)));
        it.Expect(Errno.None, it.Main.Split(it.Heap.Range));

        Assert.Equal("64K, 16 x 4K", it.Layout);
        Assert.Equal((1, 0), (it.Count(SizeStat.Split, 64), it.Count(SizeStat.SplitFailed, 64)));
    }

    [Fact]
    public void Row_65_locked_memory_keeps_its_zero_pages()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "2048").Map();
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));
        Assert.Equal("2M pmd", it.Layout);

        it.Expect(Errno.None, it.Main.Split(it.Heap.Range));

        Assert.Equal("512 x 4K", it.Layout);
        Assert.Equal(2.MiB(), it.Main.Smaps(it.Heap.Range).Rss);
        Assert.Equal(1, it.Count(SizeStat.Split, 2048));
    }

    [Fact]
    public void A_folio_that_parent_and_child_share_is_split_under_both()
    {
        MemoryCase it = Leaf();
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, it.Main.Split(it.Heap.Range));

        Assert.Equal(("512 x 4K shared", "512 x 4K shared"), (it.Layout, it.LayoutIn(child)));
        Assert.Equal((2, 1), (it.Count(VmStat.ThpSplitPmd), it.Count(VmStat.ThpSplitPage)));
    }

    [Fact]
    public void Each_page_of_a_leaf_that_becomes_entries_is_still_its_owners_alone()
    {
        MemoryCase it = Leaf().Advise(Advice.Dontneed, 511);

        long head = it.Heap.Layout.Runs[0].Frame;
        Assert.Equal("part 2044K of 2M at 0K pte, none 4K", it.Layout);
        Assert.All(Enumerable.Range(0, 511), page => Assert.True(it.Machine.Frames.IsExclusive(head + page)));
    }

    [Fact]
    public void A_folio_is_split_to_smaller_ones_only()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(16).WriteAll();
        long head = it.Heap.Layout.Runs[0].Frame;
        Assert.Equal(Errno.EINVAL, it.Machine.Splits.SplitFolio(head, 4));
        Assert.Equal(("64K", 0), (it.Layout, it.Count(SizeStat.Split, 64)));

        it.Expect(Errno.None, it.Machine.Splits.SplitFolio(head));
        it.Expect(Errno.EINVAL, it.Machine.Splits.SplitFolio(head));
    }

    [Fact]
    public void What_is_left_of_a_folio_is_split_to_whole_ones_and_the_rest_of_one()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(16).WriteAll().Advise(Advice.Dontneed, 0, 2);

        it.Expect(Errno.None, it.Main.Split(it.Heap.Range, new FolioOrder(2)));

        Assert.Equal("none 8K, part 8K of 16K at 8K, 3 x 16K", it.Layout);
    }

    // The reverse map is walked in the order in which VMAs begin, and the first two that map a folio are known as its owners.
    [Fact]
    public void After_a_split_the_owners_are_those_whose_VMAs_begin_first()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(16).WriteAll();
        Process first = it.Main.Fork("first");
        Process second = it.Main.Fork("second");
        it.Expect(Errno.None, first.Advise(it.Pages(8, 16), Advice.Nohugepage));
        it.Expect(Errno.None, it.Main.Split(it.Heap.Range, new FolioOrder(2))).Advise(Advice.Dontneed, 8, 12);
        it.Expect(Errno.None, first.Advise(it.Pages(8, 12), Advice.Dontneed));

        it.Expect(Errno.None, second.Advise(it.Pages(8, 9), Advice.Cold));

        Assert.Equal("4 x 4K", second.LayoutOf(it.Pages(8, 12)).ToString());
    }

    [Fact]
    public void What_the_shrinker_could_not_split_it_tries_again()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(16).WriteAll().Advise(Advice.Dontneed, 0, 4);
        it.Expect(Errno.None, it.Main.Hold(it.Pages(5, 6))).DropCaches();
        Assert.Equal("none 16K, part 48K of 64K at 16K", it.Layout);

        it.Main.ReleaseAll();

        Assert.Equal("none 16K, 12 x 4K", it.DropCaches().Layout);
    }

    // An empty entry has the number 0, which is a frame's as well.
    [Fact]
    public void Debugfs_finds_no_folio_where_nothing_is_mapped()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "64").Map(16).WriteAll();
        Assert.Equal(0, it.Heap.Layout.Runs[0].Frame);
        Mapping other = it.Main.Map("other", 64.KiB());

        it.Expect(Errno.None, it.Main.Split(other.Range));

        Assert.Equal("64K", it.Layout);
    }

    [Fact]
    public void A_folio_in_frame_0_keeps_its_place_on_the_queue()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "2048").Set("shrink_underused", "0").Map().WriteAll();
        Assert.Equal(0, it.Heap.Layout.Runs[0].Frame);
        it.Set("shrink_underused", "1");
        Mapping earlier = it.Main.Map("earlier", 2.MiB());
        it.Expect(Errno.None, earlier.Write()).Advise(Advice.Dontneed, 511);
        Assert.Equal([512, 0], it.Machine.DeferredSplits.ToList());

        it.Expect(Errno.None, earlier.Unmap());
        Mapping later = it.Main.Map("later", 2.MiB());
        it.Expect(Errno.None, later.Write());

        Assert.Equal([0, 512], it.Machine.DeferredSplits.ToList());
        Assert.Equal("511 x 4K, none 4K", it.DropCaches().Layout);
    }

    // Until 2026 the shrinker looked at locked folios too, and then forgot them.
    [Theory]
    [InlineData("6.18", "512 x 4K")]
    [InlineData("mainline", "2M pmd")]
    public void A_locked_leaf_of_zeros_is_split_or_waits_until_it_is_unlocked(string kernel, string layout)
    {
        MemoryCase it = new MemoryCase(KernelModel.Find(kernel)!, "2048").Set("khugepaged/max_ptes_none", "255").Map().WriteZeros();
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range)).DropCaches();
        Assert.Equal(layout, it.Layout);

        it.Expect(Errno.None, it.Main.Unlock(it.Heap.Range)).DropCaches();

        Assert.Equal(kernel == "mainline" ? "zero 2M" : layout, it.Layout);
    }

    [Fact]
    public void Before_6_15_the_first_page_decides_whether_a_folio_looks_shared()
    {
        // The parent keeps pages 0 to 7 of the folio and the child 4 to 11: page 0 is the parent's alone.
        MemoryCase After(KernelModel kernel)
        {
            MemoryCase it = new MemoryCase(kernel, "64").Map(16).WriteAll();
            Process child = it.Main.Fork("child");
            it.Advise(Advice.Dontneed, 8, 16);
            child.Advise(it.Pages(0, 4), Advice.Dontneed);
            child.Advise(it.Pages(12, 16), Advice.Dontneed);
            return it.Advise(Advice.Cold, 0, 4);
        }

        Assert.Equal("8 x 4K", WithoutSharing(After(KernelModel.Linux612)));
        Assert.Equal("part 32K of 64K at 0K", WithoutSharing(After(KernelModel.Linux618)));
    }

    private static string WithoutSharing(MemoryCase it) => it.Main.LayoutOf(it.Pages(0, 8)).ToString()
        .Replace("4 x 4K, 4 x 4K shared", "8 x 4K", StringComparison.Ordinal)
        .Replace(" shared", "", StringComparison.Ordinal);
}
