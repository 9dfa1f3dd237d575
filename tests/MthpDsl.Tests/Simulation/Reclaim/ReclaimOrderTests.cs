using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>What goes first, what goes only in part, and what stays (spec MM 4.5, 4.10, 6.1).</summary>
public sealed class ReclaimOrderTests
{
    [Fact]
    public void The_lazily_free_goes_before_older_memory_that_is_cold()
    {
        var world = new SwapWorld(KernelModel.Linux618, 128.KiB(), "64kB");
        world.Write(0, 16);
        world.Advise(0, 16, Advice.Cold);
        world.Write(16, 32);
        world.Advise(16, 32, Advice.Free);

        Assert.Equal(64.KiB(), world.Machine.Reclaim(64.KiB()));

        Assert.Equal("64K, none 64K", world.Layout);
    }

    // The accessed bits are all that the first look changes; MADV_FREE has it begin at the cold end.
    [Fact]
    public void What_was_accessed_before_each_of_two_reclaims_goes_by_a_later_look_of_the_second()
    {
        var world = new SwapWorld(KernelModel.Linux618, 32.KiB());
        world.Write(0, 8);
        Assert.Equal(4.KiB(), world.Machine.Reclaim(4.KiB()));
        world.Read(1, 7);
        world.Advise(7, 8, Advice.Free);
        Assert.Equal(Errno.None, world.Main.Unmap(world.Pages(7, 8)));

        Assert.Equal(4.KiB(), world.Machine.Reclaim(4.KiB()));
    }

    [Fact]
    public void A_leaf_that_is_cold_goes_before_an_older_one_that_was_accessed()
    {
        var world = new SwapWorld(KernelModel.Linux618, 4.MiB(), "2048kB");
        world.Heap.Write();
        world.Advise(512, 1024, Advice.Cold);
        Assert.Equal(2.MiB(), world.Main.Smaps(world.Heap.Range).Referenced);

        Assert.Equal(2.MiB(), world.Machine.Reclaim(2.MiB()));

        Assert.Equal("2M pmd, swap 2M", world.Layout);
    }

    [Fact]
    public void What_is_locked_after_reclaim_has_listed_it_stays_until_it_is_unlocked()
    {
        var world = new SwapWorld(KernelModel.Linux618, 64.KiB());
        world.Heap.Write();
        world.Advise(Advice.Cold);
        world.Machine.Reclaim(16.KiB());
        Assert.Equal("swap 16K, 12 x 4K", world.Layout);
        world.Main.Lock(world.Pages(8, 16));

        world.Machine.Reclaim(64.KiB());

        Assert.Equal("swap 32K, 8 x 4K", world.Layout);
        Assert.Equal(8, world.Machine.LruLength);
        world.Main.Unlock(world.Pages(8, 16));
        world.Machine.Reclaim(64.KiB());
        Assert.Equal(("swap 64K", 0), (world.Layout, world.Machine.LruLength));
    }

    [Fact]
    public void What_was_read_back_and_accessed_is_as_young_as_anything_else_that_was()
    {
        var world = new SwapWorld(KernelModel.Linux618, 12.KiB(), new SwapOptions(64.MiB(), SwapKind.Disk));
        world.Write(0, 1);
        world.Advise(0, 1, Advice.Pageout);
        world.Read(0, 1);
        Assert.Equal(1, world.Machine.SwapCache.Count);
        world.Write(1, 3);
        world.Advise(1, 3, Advice.Cold);

        world.Machine.Reclaim(4.KiB());

        Assert.Equal("4K, swap 4K, 4K", world.Layout);
    }

    [Fact]
    public void What_was_unlocked_after_reclaim_had_listed_it_is_younger_than_what_is_still_to_come()
    {
        var world = new SwapWorld(KernelModel.Linux618, 16.KiB());
        world.Heap.Write();
        world.Advise(Advice.Cold);
        world.Machine.Reclaim(4.KiB());
        world.Main.Lock(world.Pages(1, 2));
        world.Main.Unlock(world.Pages(1, 2));
        world.Advise(1, 2, Advice.Cold);

        world.Machine.Reclaim(4.KiB());

        Assert.Equal("2 x (swap 4K, 4K)", world.Layout);
    }

    // shrink_inactive_list drains the batch first; folio_putback_lru adds to it.
    [Fact]
    public void Reclaim_drains_the_batch_and_what_it_puts_back_waits_there()
    {
        var world = new SwapWorld(KernelModel.Linux618, 80.KiB());
        world.Write(0, 3);
        world.Write(3, 19);
        world.Advise(3, 19, Advice.Cold);
        world.Machine.Reclaim(64.KiB());
        Assert.Equal(("3 x 4K, swap 64K, none 4K", 3), (world.Layout, world.Machine.LruAddBatch.Count));

        world.Write(19, 20);
        Assert.Equal(4, world.Machine.LruAddBatch.Count);
        world.Machine.Reclaim(4.KiB());
        Assert.Equal("swap 4K, 2 x 4K, swap 64K, 4K", world.Layout);
        world.Read(3, 5);
        Assert.Equal(2, world.Machine.LruAddBatch.Count);
        world.Machine.Reclaim(4.KiB());
        Assert.Equal(0, world.Machine.LruAddBatch.Count);
    }

    [Fact]
    public void A_large_folio_that_a_locked_VMA_maps_in_part_stays_whole()
    {
        var world = new SwapWorld(KernelModel.Linux618, 128.KiB(), "64kB");
        world.Heap.Write();
        world.Main.Lock(world.Pages(8, 16));

        world.Machine.Reclaim(1.MiB());

        Assert.Equal("64K, swap 64K", world.Layout);
        Assert.Equal(32.KiB(), world.Main.Smaps(world.Pages(8, 16)).Locked);
    }

    // try_to_unmap goes page by page; since 6.16 it takes what follows each other at once, and looks for a written page first.
    [Theory]
    [InlineData("6.12", false, "none 20K, part 44K of 64K at 20K", 0)]
    [InlineData("6.12", true, "none 20K, swap 44K", 1)]
    [InlineData("6.18", false, "64K", 0)]
    [InlineData("6.18", true, "swap 64K", 0)]
    public void A_lazily_free_folio_with_a_written_page_loses_what_lies_before_it_or_nothing(string kernel, bool swap, string layout, long splits)
    {
        SwapOptions? device = swap ? new SwapOptions(64.MiB(), SwapKind.Zram) : null;
        var world = new SwapWorld(KernelModel.Find(kernel)!, 64.KiB(), device, "64kB");
        world.Machine.WatchContent();
        world.Heap.Write();
        world.Advise(Advice.Free);
        world.Write(5, 6);

        world.Machine.Reclaim(1.MiB());

        Assert.Equal(layout, world.Layout);
        Assert.Equal((splits, 0), (world.Count(SizeStat.Split, 4), world.Count(SizeStat.SwpoutFallback, 4)));
        Assert.Equal([], world.Machine.Check());
        Assert.Empty(world.Machine.CheckContent());
    }

    [Fact]
    public void What_is_taken_at_once_ends_with_the_VMA()
    {
        var world = new SwapWorld(KernelModel.Linux618, 64.KiB(), swap: null, "64kB");
        world.Heap.Write();
        world.Advise(Advice.Free);
        world.Write(12, 13);
        world.Advise(8, 16, Advice.Nohugepage);

        world.Machine.Reclaim(64.KiB());

        Assert.Equal("none 32K, part 32K of 64K at 32K", world.Layout);
        Assert.Equal([], world.Machine.Check());
    }
}
