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
        world.Machine.LimitMemory(world.Machine.Charged);

        world.Write(0, 1);

        // The page that was to be copied is the oldest.
        Assert.Equal(1, world.Count(VmStat.Pswpin));
        Assert.Equal(before[1..], world.Contents()[1..]);
        Assert.Equal([], world.Machine.Check());
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
