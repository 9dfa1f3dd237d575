using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Spec MM 12, rows 24 to 31, and MM 3: fork, and who gets a copy.</summary>
public sealed class ForkTableTests
{
    private const string Patched = "part 12K of 64K at 0K shared, 4K, part 48K of 64K at 16K shared";

    private static MemoryCase Folio(KernelModel kernel) => new MemoryCase(kernel, "64").Map(16).WriteAll();

    private static MemoryCase Leaf(KernelModel? kernel = null) => new MemoryCase(kernel ?? KernelModel.Linux612, "2048").Map().WriteAll();

    private static Errno WriteIn(Process process, MemoryCase it, int page) => process.Write(it.Pages(page, page + 1));

    [Fact]
    public void Row_24_a_childs_write_copies_one_page_and_leaves_the_parents_folio_whole()
    {
        MemoryCase it = Folio(KernelModel.Linux612);
        Process child = it.Main.Fork("child");

        it.Expect(Errno.None, WriteIn(child, it, 3));

        Assert.Equal(Patched, it.LayoutIn(child));
        Assert.Equal("64K shared", it.Layout);
        Assert.Equal(0, it.Count(SizeStat.SplitDeferred, 64));
    }

    [Fact]
    public void Row_25_after_the_child_the_parent_copies_too_or_since_6_15_writes_in_place()
    {
        MemoryCase After(KernelModel kernel)
        {
            MemoryCase it = Folio(kernel);
            Process child = it.Main.Fork("child");
            WriteIn(child, it, 3);
            child.Exit();
            return it.Write(3);
        }

        MemoryCase old = After(KernelModel.Linux612);
        Assert.Equal("part 12K of 64K at 0K, 4K, part 48K of 64K at 16K", old.Layout);
        Assert.Equal((1, 1), (old.Count(SizeStat.SplitDeferred, 64), old.Count(SizeStat.NrAnonPartiallyMapped, 64)));

        MemoryCase now = After(KernelModel.Linux618);
        Assert.Equal("64K", now.Layout);
        Assert.Equal(0, now.Count(SizeStat.SplitDeferred, 64));
    }

    [Fact]
    public void Row_26_a_parent_that_rewrites_everything_loses_the_folio_or_since_6_15_keeps_it()
    {
        MemoryCase After(KernelModel kernel)
        {
            MemoryCase it = Folio(kernel);
            it.Main.Fork("child").Exit();
            return it.WriteAll();
        }

        MemoryCase old = After(KernelModel.Linux612);
        Assert.Equal("16 x 4K", old.Layout);
        Assert.Equal((1, 0, 0), (old.Count(SizeStat.SplitDeferred, 64), old.Count(SizeStat.NrAnonPartiallyMapped, 64), old.Count(SizeStat.NrAnon, 64)));

        MemoryCase now = After(KernelModel.Linux618);
        Assert.Equal("64K", now.Layout);
        Assert.Equal(17, now.Main.Faults);
    }

    [Fact]
    public void Row_27_a_leaf_that_nobody_else_maps_any_more_is_reused_whole()
    {
        MemoryCase it = Leaf();
        it.Main.Fork("child").Exit();

        it.WriteAll();

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal(2, it.Main.Faults);
        Assert.Equal(0, it.Count(VmStat.ThpSplitPmd));
    }

    [Fact]
    public void Rows_28_and_29_a_folio_is_partially_mapped_once_no_leaf_maps_it()
    {
        MemoryCase it = Leaf();
        Process child = it.Main.Fork("child");

        it.Expect(Errno.None, WriteIn(child, it, 9));
        Assert.Equal("2M pmd shared", it.Layout);
        Assert.Equal("part 36K of 2M at 0K pte shared, 4K, part 2008K of 2M at 40K pte shared", it.LayoutIn(child));
        Assert.Equal((1, 0), (it.Count(VmStat.ThpSplitPmd), it.Count(VmStat.ThpDeferredSplitPage)));

        it.Write(9);
        Assert.Equal("part 36K of 2M at 0K pte shared, 4K, part 2008K of 2M at 40K pte shared", it.Layout);
        Assert.Equal((2, 1), (it.Count(VmStat.ThpSplitPmd), it.Count(VmStat.ThpDeferredSplitPage)));
    }

    [Fact]
    public void Row_30_the_last_leaf_that_goes_leaves_a_partially_mapped_folio_behind()
    {
        MemoryCase it = Leaf();
        Process child = it.Main.Fork("child");
        WriteIn(child, it, 9);

        it.Expect(Errno.None, it.Main.Unmap(it.Heap.Range));

        Assert.Equal("part 36K of 2M at 0K pte, 4K, part 2008K of 2M at 40K pte", it.LayoutIn(child));
        Assert.Equal(1, it.Count(VmStat.ThpDeferredSplitPage));
    }

    [Fact]
    public void Row_31_a_pinned_leaf_is_split_at_fork_and_every_page_copied_for_the_child()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Pin(it.Pages(0, 1)));

        Process child = it.Main.Fork("child");

        Assert.Equal("2M pte", it.Layout);
        Assert.Equal("512 x 4K", it.LayoutIn(child));
        Assert.Equal(1, it.Count(VmStat.ThpSplitPmd));
        it.Main.UnpinAll();
        it.Sound();
    }

    [Fact]
    public void Row_64_a_page_kept_from_fork_splits_the_leaf_of_the_parent()
    {
        MemoryCase it = Leaf().Advise(Advice.Dontfork, 0, 1);

        Process child = it.Main.Fork("child");

        Assert.Equal("part 4K of 2M at 0K pte, part 2044K of 2M at 4K pte shared", Detailed(it.Main, it));
        Assert.Equal("none 4K, part 2044K of 2M at 4K pte shared", it.LayoutIn(child));
        Assert.Equal(1, it.Count(VmStat.ThpSplitPmd));
        it.Sound();
    }

    [Fact]
    public void A_VMA_that_was_only_read_is_not_copied_so_the_child_may_have_large_folios()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "64").Map(16).Read(0, 5);
        Process child = it.Main.Fork("child");

        it.Expect(Errno.None, WriteIn(child, it, 0));

        Assert.Equal("64K", it.LayoutIn(child));
    }

    [Fact]
    public void A_pinned_page_of_a_small_folio_has_all_its_exclusive_pages_copied_at_fork()
    {
        MemoryCase it = Folio(KernelModel.Linux618);
        it.Expect(Errno.None, it.Main.Pin(it.Pages(5, 6)));

        Process child = it.Main.Fork("child");

        Assert.Equal(("64K", "16 x 4K"), (it.Layout, it.LayoutIn(child)));
        long faults = it.Main.Faults;
        it.WriteAll();
        Assert.Equal(faults, it.Main.Faults);
    }

    [Fact]
    public void A_plain_reference_does_not_copy_at_fork_but_forbids_reuse()
    {
        MemoryCase it = Folio(KernelModel.Linux618);
        it.Expect(Errno.None, it.Main.Hold(it.Pages(5, 6)));
        it.Main.Fork("child").Exit();

        it.WriteAll();

        Assert.Equal("16 x 4K", it.Layout);
        Assert.Equal((1, 1), (it.Count(SizeStat.SplitDeferred, 64), it.Count(SizeStat.NrAnon, 64)));
        it.Main.ReleaseAll();
        it.Sound();
        Assert.Equal(0, it.Count(SizeStat.NrAnon, 64));
    }

    [Fact]
    public void A_fork_without_memory_for_the_copy_of_a_pinned_page_leaves_no_child()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16).WriteAll();
        it.Expect(Errno.None, it.Main.Pin(it.Pages(5, 6)));
        it.Machine.FailAllocations(0);
        it.Expect(Errno.ENOMEM, it.Main.TryFork("child", out Process? none));
        Assert.Null(none);
        Assert.Single(it.Machine.Processes);

        it.Machine.FailNone();
        Process child = it.Main.Fork("child");

        Assert.Equal("5 x 4K shared, 4K, 10 x 4K shared", it.Sound().LayoutIn(child));
    }

    [Fact]
    public void Of_a_pinned_folio_only_the_exclusive_pages_are_copied_and_the_others_come_unaccessed_and_protected()
    {
        MemoryCase it = Folio(KernelModel.Linux618);
        it.Main.Fork("first").Exit();
        it.Expect(Errno.None, it.Main.Pin(it.Pages(5, 6)));

        Process child = it.Main.Fork("second");

        Assert.Equal("part 20K of 64K at 0K shared, 4K, part 40K of 64K at 24K shared", it.Sound().LayoutIn(child));
        long first = it.Heap.Range.Start >> 12;
        Assert.All(Enumerable.Range(0, 16), page => Assert.Equal(page == 5, child.Mm.Pages.ReadPte(first + page).IsYoung));
        it.Expect(Errno.None, child.Write(it.Heap.Range));
    }

    [Fact]
    public void A_folio_that_a_whole_page_table_maps_is_protected_for_the_child()
    {
        MemoryCase it = Leaf().Advise(Advice.Dontfork, 0, 256).Advise(Advice.Dofork, 0, 256);
        Assert.Equal(("2M pte", 1), (it.Layout, it.Main.CountVmas(it.Heap.Range)));

        Process child = it.Main.Fork("child");
        Assert.Equal(("2M pte shared", "2M pte shared"), (it.Layout, it.LayoutIn(child)));

        it.Sound().Write(7);
        Assert.Equal("part 28K of 2M at 0K pte shared, 4K, part 2016K of 2M at 32K pte shared", it.Layout);
    }

    // The pages of one table follow each other; those of the other lie in no order, and behind the table of the first stretch.
    [Fact]
    public void A_child_gets_and_drops_tables_of_every_kind()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map();
        Mapping stretch = it.Main.Map("stretch", 2.MiB());
        stretch.Write();
        Assert.Equal(0, stretch.Layout.Runs[0].Frame);
        it.Expect(Errno.None, it.Main.Write(it.Heap.Range, new AccessPattern { Backwards = true }));

        Process child = it.Main.Fork("child");
        Assert.Equal("512 x 4K shared", it.Sound().LayoutIn(child));

        it.Expect(Errno.None, child.Advise(it.Heap.Range, Advice.Dontneed));
        Assert.Equal(("none 2M", "512 x 4K shared"), (it.LayoutIn(child), child.LayoutOf(stretch.Range).ToString()));
        it.Expect(Errno.None, child.Advise(stretch.Range, Advice.Dontneed));
        Assert.Equal(("512 x 4K", "512 x 4K"), (it.Layout, stretch.Layout.ToString()));
    }

    // The layout without merging what is shared and what is not.
    private static string Detailed(Process process, MemoryCase it) =>
        process.LayoutOf(it.Pages(0, 1)) + ", " + process.LayoutOf(it.Pages(1, 512));
}
