using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>Memory pressure, the shrinkers and swapoff: rows 16, 17, 56 to 58 of spec MM 12 and sections 6.5, 8.</summary>
public sealed class ReclaimTests
{
    [Fact]
    public void Dropping_caches_splits_what_is_partially_mapped_and_lets_zero_bytes_go()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "2048kB");
        world.Write(5, 6);
        world.Advise(0, 1, Advice.Dontneed);
        world.Machine.DropCaches();
        Assert.Equal("none 4K, zero 16K, 4K, zero 2024K", world.Layout);
        Assert.Equal(1, world.Main.Mm.AnonRssPages);
        Assert.Equal((1, 1), (world.Count(SizeStat.Split, 9), world.Count(VmStat.ThpSplitPage)));
        Assert.Equal(0, world.Count(VmStat.ThpUnderusedSplitPage));
    }

    [Theory]
    [InlineData(255, 1, "4K, zero 2044K", 1)]
    [InlineData(511, 1, "2M pmd", 0)]
    [InlineData(64, 448, "2M pmd", 0)]
    [InlineData(64, 447, "447 x 4K, zero 260K", 1)]
    public void An_underused_leaf_is_split_where_its_zero_pages_exceed_the_limit(int limit, int written, string layout, long splits)
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "2048kB");
        world.Sysfs("khugepaged/max_ptes_none", limit);
        world.Write(0, written);
        world.Machine.DropCaches();
        Assert.Equal(layout, world.Layout);
        Assert.Equal(splits, world.Count(VmStat.ThpUnderusedSplitPage));
    }

    [Theory]
    [InlineData(64, "2M pmd")]
    [InlineData(65, "zero 260K, 447 x 4K")]
    public void As_many_zero_pages_as_the_limit_says_are_not_too_many_wherever_they_lie(int zeros, string layout)
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "2048kB");
        world.Sysfs("khugepaged/max_ptes_none", 64);
        world.Write(zeros, 512);
        world.Machine.DropCaches();
        Assert.Equal(layout, world.Layout);
    }

    [Fact]
    public void A_leaf_that_was_once_found_used_well_enough_is_never_looked_at_again()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "2048kB");
        world.Write(0, 1);
        world.Machine.DropCaches();
        world.Sysfs("khugepaged/max_ptes_none", 255);
        world.Machine.DropCaches();
        Assert.Equal("2M pmd", world.Layout);
    }

    [Fact]
    public void Without_shrink_underused_a_leaf_is_never_queued()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "2048kB");
        world.Sysfs("shrink_underused", 0);
        world.Sysfs("khugepaged/max_ptes_none", 255);
        world.Write(0, 1);
        world.Machine.DropCaches();
        Assert.Equal("2M pmd", world.Layout);
    }

    [Fact]
    public void Reclaim_takes_what_was_not_accessed_before_what_was()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), "64kB");
        world.Heap.Write();
        world.Advise(256, 512, Advice.Cold);
        Assert.Equal(512.KiB(), world.Machine.Reclaim(512.KiB()));
        Assert.Equal("16 x 64K, swap 512K, 8 x 64K", world.Layout);
        Assert.Equal(8, world.Count(SizeStat.Swpout, 4));
    }

    [Fact]
    public void What_was_accessed_is_spared_once()
    {
        var world = new SwapWorld(KernelModel.Linux612, 1.MiB());
        world.Heap.Write();
        long[] before = world.Contents();
        Assert.Equal(1.MiB(), world.Machine.Reclaim(4.MiB()));
        Assert.Equal("swap 1M", world.Layout);
        Assert.Equal(before, world.Contents());
        world.Heap.Read();
        Assert.Equal(before, world.Contents());
        Assert.Equal(0, world.Machine.Swap!.UsedSlots);
    }

    [Theory]
    [InlineData(SwapKind.Zram)]
    [InlineData(SwapKind.Disk)]
    public void No_more_is_written_than_was_asked_for(SwapKind kind)
    {
        var world = new SwapWorld(KernelModel.Linux618, 4.MiB(), new SwapOptions(64.MiB(), kind), "64kB");
        world.Heap.Write();
        world.Advise(Advice.Cold);
        Assert.Equal(1.MiB(), world.Machine.Reclaim(1.MiB()));
        Assert.Equal("swap 1M, 48 x 64K", world.Layout);
        Assert.Equal((256, 48), (world.Count(VmStat.Pswpout), world.Machine.LruLength));
    }

    [Fact]
    public void Swapoff_fails_where_there_is_no_room_and_swaps_nothing_out_for_it()
    {
        var options = new MachineOptions { Memory = 8.MiB(), Swap = new SwapOptions(64.MiB(), SwapKind.Zram) };
        var world = new SwapWorld(KernelModel.Linux618, 16.MiB(), options);
        world.Heap.Write();
        long written = world.Count(VmStat.Pswpout);
        Assert.Equal(Errno.ENOMEM, world.Machine.SwapOff());
        Assert.Equal(written, world.Count(VmStat.Pswpout));
        Assert.True(world.Machine.Swap!.AcceptsPages);
    }

    [Fact]
    public void Without_swap_only_the_lazily_free_can_go()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "64kB");
        world.Heap.Write();
        world.Advise(0, 256, Advice.Free);
        world.Write(16, 32);
        Assert.Equal((1.MiB() - 64.KiB()).ToString(), world.Machine.Reclaim(2.MiB()).ToString());
        Assert.Equal("none 64K, 64K, none 896K, 16 x 64K", world.Layout);
        Assert.Equal((256, 240), (world.Count(VmStat.Pglazyfree), world.Count(VmStat.Pglazyfreed)));
        Assert.Equal(0, world.Count(SizeStat.Split, 4));
    }

    [Fact]
    public void A_lazily_free_leaf_goes_with_a_split_of_the_PMD_and_none_of_the_folio()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), swap: null, "2048kB");
        world.Heap.Write();
        world.Advise(Advice.Free);
        world.Machine.Reclaim(2.MiB());
        Assert.Equal("none 2M", world.Layout);
        Assert.Equal(
            (1, 1, 1, 0),
            (world.Count(VmStat.ThpSplitPmd), world.Count(SizeStat.SplitDeferred, 9), world.Count(VmStat.ThpDeferredSplitPage), world.Count(SizeStat.Split, 9)));
    }

    [Fact]
    public void On_a_disk_the_folio_stays_in_the_swap_cache_and_a_refault_maps_it_whole()
    {
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB(), new SwapOptions(64.MiB(), SwapKind.Disk), "64kB");
        world.Heap.Write();
        long[] before = world.Contents();
        long frame = world.Heap.Layout.Runs[0].Frame;
        world.Advise(Advice.Pageout);
        Assert.Equal("swap 64K", world.Layout);
        Assert.Equal(1, world.Machine.LruLength);
        world.Read(3, 4);
        Assert.Equal("64K", world.Layout);
        Assert.Equal(frame, world.Heap.Layout.Runs[0].Frame);
        Assert.Equal(before, world.Contents());
        Assert.Equal(0, world.Count(VmStat.Pswpin));
    }

    [Fact]
    public void From_a_disk_base_pages_come_back_with_neighbours_in_the_swap_cache()
    {
        var world = new SwapWorld(KernelModel.Linux612, 256.KiB(), new SwapOptions(64.MiB(), SwapKind.Disk));
        world.Heap.Write();
        long[] before = world.Contents();
        world.Machine.Reclaim(1.MiB());
        Assert.Equal("swap 256K", world.Layout);
        Assert.Equal(0, world.Machine.LruLength);
        world.Read(32, 33);
        Assert.Equal("swap 128K, 4K, swap 124K", world.Layout);
        Assert.Equal((8, 7), (world.Count(VmStat.Pswpin), world.Count(VmStat.SwapRa)));
        world.Read(33, 34);
        Assert.Equal((8, 1), (world.Count(VmStat.Pswpin), world.Count(VmStat.SwapRaHit)));
        world.Heap.Read();
        Assert.Equal(before, world.Contents());
        Assert.Equal(64, world.Count(VmStat.Pswpin));
    }

    [Fact]
    public void Will_need_reads_into_the_swap_cache_and_maps_nothing()
    {
        var world = new SwapWorld(KernelModel.Linux618, 128.KiB(), "64kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Advise(0, 16, Advice.Willneed);
        Assert.Equal("swap 128K", world.Layout);
        Assert.Equal((16, 16), (world.Count(VmStat.Pswpin), world.Machine.LruLength));
        world.Read(0, 16);
        Assert.Equal("16 x 4K, swap 64K", world.Layout);
        Assert.Equal(16, world.Count(VmStat.Pswpin));
    }

    [Fact]
    public void Swapoff_brings_everything_back_in_base_pages_to_everyone()
    {
        var world = new SwapWorld(KernelModel.Linux618, 64.KiB(), "64kB");
        world.Heap.Write();
        long[] before = world.Contents();
        world.Advise(Advice.Pageout);
        Process child = world.Main.Fork("child");
        Assert.Equal(Errno.None, world.Machine.SwapOff());
        Assert.Equal("16 x 4K shared", world.Layout);
        Assert.Equal("16 x 4K shared", child.LayoutOf(world.Heap.Range).ToString());
        Assert.Equal(before, world.Contents());
        Assert.Equal(16, world.Count(VmStat.Pswpin));
        Assert.Equal(Errno.EINVAL, world.Machine.SwapOff());
    }

    [Fact]
    public void Swapoff_gives_each_page_the_access_of_its_own_VMA()
    {
        var world = new SwapWorld(KernelModel.Linux618, 16.KiB());
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Main.Protect(world.Pages(2, 4), Protection.None);
        Assert.Equal(Errno.None, world.Machine.SwapOff());
        Assert.Equal(Errno.None, world.Main.Read(world.Pages(0, 2)));
        Assert.Equal(Errno.EFAULT, world.Main.Read(world.Pages(2, 3)));
        Assert.Equal(Errno.EFAULT, world.Main.Read(world.Pages(3, 4)));
        Assert.Equal([], world.Machine.Check());
    }

    [Fact]
    public void A_page_that_came_back_by_swapoff_is_written_in_place()
    {
        var world = new SwapWorld(KernelModel.Linux612, 16.KiB());
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Machine.SwapOff();
        long frame = world.Heap.Layout.Runs[0].Frame;
        world.Heap.Write();
        Assert.Equal(frame, world.Heap.Layout.Runs[0].Frame);
        Assert.Equal("4 x 4K", world.Layout);
    }

    [Fact]
    public void A_limit_reclaims_at_once_and_then_a_costly_charge_gets_one_round()
    {
        var world = new SwapWorld(KernelModel.Linux612, 4.MiB(), "64kB");
        world.Write(0, 512);
        world.Machine.LimitMemory(1.MiB());
        Assert.InRange(world.Main.Mm.AnonRssPages, 128, 256);
        world.Write(512, 1024);
        Assert.InRange(world.Main.Mm.AnonRssPages, 128, 256);
        Assert.Equal(1024, world.Main.Mm.AnonRssPages + world.Main.Mm.SwapPages);
    }

    // Where swap is full the only page that could go is the one that is copied: a write that waits for it would never end.
    [Fact]
    public void A_page_never_makes_room_for_its_own_copy()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), new SwapOptions(2.MiB(), SwapKind.File));
        world.Write(0, 512);
        world.Machine.Main.Fork("child");
        world.Machine.LimitMemory(256.KiB());
        Assert.Equal(Errno.ENOMEM, world.Main.Write(world.Heap.Range));
    }
}
