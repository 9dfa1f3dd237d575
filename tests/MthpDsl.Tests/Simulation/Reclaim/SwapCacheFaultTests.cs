using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>Faults on what the swap cache holds or has to be brought into it, and readahead (spec MM 6.3, 6.4).</summary>
public sealed class SwapCacheFaultTests
{
    private static SwapOptions Disk => new(64.MiB(), SwapKind.Disk);

    private static SwapOptions Zram => new(64.MiB(), SwapKind.Zram);

    [Fact]
    public void A_folio_in_the_cache_of_which_an_entry_is_gone_comes_back_page_by_page()
    {
        SwapWorld world = CachedFolio();
        world.Advise(5, 6, Advice.Dontneed);

        world.Read(3, 4);

        Assert.Equal("swap 12K, part 4K of 64K at 12K, swap 4K, none 4K, swap 40K", world.Layout);
        Assert.Equal([], world.Machine.Check());
    }

    [Fact]
    public void So_does_one_whose_entries_lie_in_two_page_tables()
    {
        SwapWorld world = CachedFolio();
        world.Main.Move(world.Heap.Range, null, new MapPlacement { Offset = MemoryCase.Size(504) }, out _);

        world.Read(3, 4);
        world.Read(10, 11);

        Assert.Equal("swap 12K, part 4K of 64K at 12K, swap 24K, part 4K of 64K at 40K, swap 20K", world.Layout);
        Assert.Equal([], world.Machine.Check());
    }

    [Theory]
    [InlineData(2, "swap 8K, part 4K of 64K at 8K, swap 52K")]
    [InlineData(11, "swap 44K, part 4K of 64K at 44K, swap 16K")]
    public void So_does_one_that_two_VMAs_share(int page, string layout)
    {
        SwapWorld world = CachedFolio();
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(0, 8), Advice.Nohugepage));

        world.Read(page, page + 1);

        Assert.Equal(layout, world.Layout);
    }

    [Theory]
    [InlineData("6.12", 1)]
    [InlineData("6.18", 0)]
    public void A_page_that_is_read_alone_waits_for_the_LRU_and_one_that_is_read_with_its_neighbours_does_not(string kernel, int waiting)
    {
        var world = new SwapWorld(KernelModel.Find(kernel)!, 64.KiB(), Zram);
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Main.Fork("child");

        world.Read(3, 4);

        Assert.Equal(waiting, world.Machine.LruAddBatch.Count);
    }

    // Eight pages around the first, then eight that end with the one that was missed.
    [Fact]
    public void A_walk_backwards_finds_the_pages_before_it_read_ahead()
    {
        SwapWorld world = SwappedOut(256.KiB(), Disk);

        world.Main.Read(world.Pages(29, 41), new AccessPattern { Backwards = true });

        Assert.Equal((16, 14, 10), (world.Count(VmStat.Pswpin), world.Count(VmStat.SwapRa), world.Count(VmStat.SwapRaHit)));
    }

    // Were page 15 the last that is remembered, the walk would seem to go upwards, and page 16 begin a window of four.
    [Fact]
    public void A_large_folio_that_the_cache_has_says_nothing_about_where_a_walk_goes()
    {
        SwapWorld world = SwappedOut(256.KiB(), Disk);
        world.Enable("64kB");
        world.Advise(0, 16, Advice.Dontneed);
        world.Write(0, 16);
        world.Advise(0, 16, Advice.Pageout);
        Assert.Equal(("swap 256K", 1), (world.Layout, world.Machine.LruLength));

        world.Read(40, 41);
        world.Read(15, 16);
        Assert.Equal(8, world.Count(VmStat.Pswpin));
        world.Read(16, 17);

        Assert.Equal(8 + 3, world.Count(VmStat.Pswpin));
    }

    [Theory]
    [InlineData(SwapKind.Zram)]
    [InlineData(SwapKind.Disk)]
    public void What_there_is_no_memory_for_stays_in_swap(SwapKind kind)
    {
        SwapWorld world = SwappedOut(16.KiB(), new SwapOptions(64.MiB(), kind));
        long[] before = world.Contents();
        world.Machine.FailAllocations(0);
        Assert.Equal(Errno.ENOMEM, world.Main.Read(world.Pages(1, 2)));
        Assert.Equal("swap 16K", world.Layout);

        world.Machine.FailNone();
        world.Read(0, 4);

        Assert.Equal("4 x 4K", world.Layout);
        Assert.Equal(before, world.Contents());
        Assert.Equal([], world.Machine.Check());
    }

    [Fact]
    public void A_copy_frees_the_slot_of_a_page_that_nobody_maps_any_more()
    {
        var world = new SwapWorld(KernelModel.Linux618, 4.KiB(), Zram);
        world.Heap.Write();
        world.Main.Fork("child").Exit();
        Assert.Equal(Errno.None, world.Main.Hold(world.Heap.Range));
        world.Advise(Advice.Pageout);
        world.Read(0, 1);
        Assert.Equal(1, world.Machine.Swap!.UsedSlots);

        world.Write(0, 1);

        Assert.Equal(0, world.Machine.Swap.UsedSlots);
        world.Main.ReleaseAll();
        Assert.Equal([], world.Machine.Check());
    }

    [Fact]
    public void A_copy_that_waited_while_reclaim_took_the_page_is_given_back()
    {
        var world = new SwapWorld(KernelModel.Linux612, 256.KiB(), Zram);
        world.Heap.Write();
        Process child = world.Main.Fork("child");
        long[] before = world.Contents();
        world.Main.Idle(world.Heap.Range);
        child.Idle(world.Heap.Range);
        long tables = world.Main.Mm.Pages.CountTables() + child.Mm.Pages.CountTables();
        Assert.Equal(Errno.None, world.Machine.LimitMemory(world.Machine.Charged + MemoryCase.Size((int)tables)));
        Assert.Equal(0, world.Count(VmStat.Pswpout));
        long faults = world.Main.Faults;

        world.Write(0, 1);

        // The page that was to be copied is the oldest: the first fault finds it unmapped, the second one maps it again and copies it.
        Assert.Equal(faults + 2, world.Main.Faults);
        Assert.Equal(before[1..], world.Contents()[1..]);
        Assert.Equal([], world.Machine.Check());
    }

    // The VMA has no neighbours to read along, so the page still waits for the LRU when its owner is asked for.
    [Fact]
    public void A_write_frees_the_slot_of_a_page_that_is_the_writers_alone()
    {
        SwapWorld world = SwappedOut(4.KiB(), Disk);

        world.Write(0, 1);

        Assert.Equal(("4K", 0), (world.Layout, world.Machine.Swap!.UsedSlots));
    }

    [Fact]
    public void A_write_to_a_cached_page_copies_it_while_another_maps_it_and_takes_it_over_afterwards()
    {
        SwapWorld world = ReadByBoth(out Process child);
        long frame = world.Heap.Layout.Runs[0].Frame;
        Assert.Equal(Errno.None, child.Write(world.Heap.Range));
        Assert.Equal(("4K", 1), (child.LayoutOf(world.Heap.Range).ToString(), world.Machine.Swap!.UsedSlots));

        world.Write(0, 1);

        Assert.Equal((frame, 0), (world.Heap.Layout.Runs[0].Frame, world.Machine.Swap.UsedSlots));
    }

    [Fact]
    public void The_last_who_drops_a_cached_page_frees_its_slot()
    {
        SwapWorld world = ReadByBoth(out Process child);
        child.Exit();
        Assert.Equal(1, world.Machine.Swap!.UsedSlots);

        world.Advise(Advice.Dontneed);

        Assert.Equal((0, ByteSize.Zero), (world.Machine.Swap.UsedSlots, world.Machine.Charged));
    }

    // No store followed, yet the kernel may write through what get_user_pages gave it.
    [Fact]
    public void A_clean_page_that_is_populated_for_writing_is_written_out_again()
    {
        SwapWorld world = SwappedOut(16.KiB(), Disk);
        world.Read(0, 4);
        world.Advise(Advice.PopulateWrite);

        world.Advise(Advice.Pageout);

        Assert.Equal(("swap 16K", 4 + 4), (world.Layout, world.Count(VmStat.Pswpout)));
    }

    // The one other page is reclaimed for the page of the fault, not for those before it.
    [Fact]
    public void Readahead_reclaims_nothing()
    {
        SwapWorld world = SwappedOut(64.KiB(), Disk);
        Mapping other = world.Main.Map("other", 4.KiB());
        other.Write();
        world.Main.Idle(other.Range);
        world.Machine.LimitMemory(world.Machine.Charged + MemoryCase.Size((int)world.Main.Mm.Pages.CountTables()));

        world.Read(8, 9);

        Assert.Equal(("swap 4K", "swap 32K, 4K, swap 28K"), (other.Layout.ToString(), world.Layout));
        Assert.Equal((1, 0), (world.Count(VmStat.Pswpin), world.Count(VmStat.SwapRa)));
    }

    // Nobody writes, so the page stays in the cache with its slot.
    private static SwapWorld ReadByBoth(out Process child)
    {
        SwapWorld world = SwappedOut(4.KiB(), Zram);
        child = world.Main.Fork("child");
        world.Read(0, 1);
        Assert.Equal(Errno.None, child.Read(world.Heap.Range));
        Assert.Equal(("4K shared", 1), (world.Layout, world.Machine.Swap!.UsedSlots));
        return world;
    }

    // As a disk leaves it: written, mapped nowhere, and in the cache until somebody looks at it again.
    private static SwapWorld CachedFolio()
    {
        var world = new SwapWorld(KernelModel.Linux618, 64.KiB(), Disk, "64kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        Assert.Equal(("swap 64K", 1), (world.Layout, world.Machine.LruLength));
        return world;
    }

    private static SwapWorld SwappedOut(ByteSize heap, SwapOptions swap)
    {
        var world = new SwapWorld(KernelModel.Linux612, heap, swap);
        world.Heap.Write();
        world.Machine.Reclaim(heap);
        Assert.Equal(("swap " + heap, 0), (world.Layout, world.Machine.LruLength));
        return world;
    }
}
