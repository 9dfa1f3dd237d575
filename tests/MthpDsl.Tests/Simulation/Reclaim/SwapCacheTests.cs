using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>
/// Folios that have frames and slots at one time (spec MM 6): on a device that goes on writing after the call, all that was swapped
/// out stays in the swap cache.
/// </summary>
public sealed class SwapCacheTests
{
    [Fact]
    public void A_page_that_is_held_is_unmapped_unwritten_and_read_from_its_frame()
    {
        SwapWorld world = OnDisk(4);
        long[] before = world.Contents();
        world.Main.Hold(world.Pages(1, 2));

        world.Advise(Advice.Pageout);

        Assert.Equal("swap 16K", world.Layout);
        Assert.Equal(3, world.Count(VmStat.Pswpout));
        Assert.Equal(before, world.Contents());
    }

    [Theory]
    [InlineData(1, 0, "4kB")]
    [InlineData(16, 0, "64kB")]
    [InlineData(16, 5, "64kB")]
    public void What_came_back_by_a_read_and_was_written_in_part_goes_out_anew(int pages, int page, string size)
    {
        SwapWorld world = OnDisk(pages, [.. new[] { size }.Where(name => name != "4kB")]);
        world.Advise(Advice.Pageout);
        world.Read(0, 1);
        Assert.Equal(1, world.Machine.SwapCache.Count);
        world.Write(page, page + 1);
        long[] written = world.Contents();

        world.Advise(Advice.Pageout);
        world.Machine.Reclaim(64.KiB());

        Assert.Equal((2 * pages, 0), (world.Count(VmStat.Pswpout), world.Machine.LruLength));
        Assert.Equal(written, world.Contents());
        Sound(world);
    }

    [Fact]
    public void The_parts_of_a_folio_that_is_split_keep_a_slot_each()
    {
        SwapWorld world = OnDisk(16, "64kB");
        world.Advise(Advice.Pageout);
        world.Read(0, 1);
        Assert.Equal(("64K", 1), (world.Layout, world.Machine.SwapCache.Count));

        // Nothing in the swap cache is split to a large order.
        world.Main.Split(world.Heap.Range, new FolioOrder(2));
        Assert.Equal("64K", world.Layout);
        Assert.Equal(Errno.None, world.Main.Split(world.Heap.Range));

        Assert.Equal(("16 x 4K", 16, 16), (world.Layout, world.Machine.SwapCache.Count, world.Machine.Swap!.UsedSlots));
        Sound(world);
        world.Write(0, 16);
        long[] written = world.Contents();
        world.Advise(Advice.Pageout);
        Assert.Equal(("swap 64K", 32), (world.Layout, world.Count(VmStat.Pswpout)));
        Assert.Equal(written, world.Contents());
        world.Write(0, 1);
        world.Read(3, 4);
        Assert.Equal("4K, swap 8K, 4K, swap 48K", world.Layout);
        Assert.Equal(0, world.Count(VmStat.Pswpin));
        Sound(world);
        world.Heap.Unmap();
        Assert.Equal((0, 0), (world.Machine.SwapCache.Count, world.Machine.Swap.UsedSlots));
    }

    [Fact]
    public void A_folio_that_is_mapped_nowhere_cannot_be_split_now_and_one_that_is_held_not_yet()
    {
        SwapWorld world = OnDisk(16, "64kB");
        long head = world.Heap.Layout.Runs[0].Frame;
        world.Main.Hold(world.Pages(0, 1));
        Assert.Equal(Errno.EAGAIN, world.Machine.Splits.SplitFolio(head));

        world.Main.ReleaseAll();
        world.Advise(Advice.Pageout);

        Assert.Equal(Errno.EBUSY, world.Machine.Splits.SplitFolio(head));
        Assert.Equal((2, 0), (world.Count(SizeStat.SplitFailed, 4), world.Count(SizeStat.Split, 4)));
    }

    [Fact]
    public void Swapoff_takes_the_slots_of_what_is_mapped_again_and_its_memory_lives_on()
    {
        SwapWorld world = OnDisk(16, "64kB");
        world.Advise(Advice.Pageout);
        world.Read(0, 1);
        Assert.Equal(1, world.Machine.SwapCache.Count);

        Assert.Equal(Errno.None, world.Machine.SwapOff());

        Assert.Equal(("64K", 0), (world.Layout, world.Machine.SwapCache.Count));
        Sound(world);
        world.Write(0, 16);
        world.Heap.Unmap();
        Sound(world);
    }

    // Each page of a folio has its own marker: those that were written after the child had gone are the parent's alone.
    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 0, 1, 5 })]
    [InlineData(new[] { 4, 9, 15 })]
    public void An_entry_knows_whether_its_page_was_exclusive(int[] written)
    {
        SwapWorld world = OnDisk(16, "64kB");
        long head = world.Heap.Layout.Runs[0].Frame;
        world.Main.Fork("child").Exit();
        foreach (int page in written)
        {
            world.Write(page, page + 1);
        }

        bool[] exclusive = [.. Enumerable.Range(0, 16).Select(page => world.Machine.Frames.IsExclusive(head + page))];
        Assert.Equal(Enumerable.Range(0, 16).Select(written.Contains), exclusive);

        world.Advise(Advice.Pageout);

        Assert.Equal("swap 64K", world.Layout);
        Assert.Equal(exclusive, Entries(world).Select(entry => entry.IsSwapExclusive));
        Assert.All(Enumerable.Range(0, 16), page => Assert.False(world.Machine.Frames.IsExclusive(head + page)));

        Assert.Equal(Errno.None, world.Machine.SwapOff());
        Assert.Equal(exclusive, Entries(world).Select(entry => world.Machine.Frames.IsExclusive(entry.Payload)));
    }

    [Fact]
    public void What_one_of_two_processes_unmaps_stays_in_the_cache_for_the_other()
    {
        SwapWorld world = OnDisk(1);
        Process child = world.Main.Fork("child");
        world.Advise(Advice.Cold);
        child.Advise(world.Heap.Range, Advice.Cold);
        world.Machine.Reclaim(4.KiB());
        world.Machine.Swap!.ReclaimCached = null;
        world.Read(0, 1);
        child.Read(world.Heap.Range);
        long written = world.Count(VmStat.Pswpout);
        int cached = world.Machine.SwapCache.Count;

        child.Advise(world.Heap.Range, Advice.Dontneed);

        Assert.Equal(cached, world.Machine.SwapCache.Count);
        world.Advise(Advice.Pageout);
        Assert.Equal(("swap 4K", written), (world.Layout, world.Count(VmStat.Pswpout)));
        Sound(world);
    }

    [Fact]
    public void The_fork_of_a_machine_finds_what_waits_in_the_cache()
    {
        SwapWorld world = OnDisk(16, "64kB");
        world.Advise(Advice.Pageout);

        Machine twin = world.Machine.Fork();
        twin.Main.Find("heap")!.Read();

        Assert.Equal(("64K", "swap 64K"), (twin.Main.Find("heap")!.Layout.ToString(), world.Layout));
        Assert.Equal(0, twin.Counters[VmStat.Pswpin]);
        Assert.Equal([], twin.Check());
        Sound(world);
    }

    [Theory]
    [InlineData(1, "4K")]
    [InlineData(16, "64K")]
    public void What_is_pinned_or_a_large_folio_that_is_held_gets_no_slots(int pages, string layout)
    {
        SwapWorld world = OnDisk(pages, "64kB");
        world.Main.Pin(world.Pages(0, 1));
        world.Advise(Advice.Pageout);
        Assert.Equal((layout, 0), (world.Layout, world.Machine.Swap!.UsedSlots));

        world.Main.UnpinAll();
        if (pages > 1)
        {
            world.Main.Hold(world.Pages(0, 1));
            world.Advise(Advice.Pageout);
            Assert.Equal((layout, 0), (world.Layout, world.Machine.Swap.UsedSlots));
        }
    }

    [Fact]
    public void Pages_that_were_moved_in_the_opposite_order_keep_their_contents()
    {
        var world = new SwapWorld(KernelModel.Linux618, 2.MiB(), "64kB");
        world.Machine.WatchContent();
        world.Write(16, 32);
        for (int page = 0; page < 4; page++)
        {
            Move(world, page + 16, page + 17, to: 7 - page);
        }

        world.Machine.Reclaim(1.MiB());

        Assert.Equal((0, 16), (world.Main.Mm.AnonRssPages, world.Main.Mm.SwapPages));
        Sound(world);
        world.Heap.Read();
        Sound(world);
    }

    [Fact]
    public void A_folio_whose_last_page_was_moved_beside_the_next_folio_goes_out_and_leaves_that_alone()
    {
        var world = new SwapWorld(KernelModel.Linux618, 2.MiB(), "64kB");
        world.Machine.WatchContent();
        world.Write(16, 48);
        Assert.Equal("none 64K, 2 x 64K, none 1856K", world.Layout);
        Move(world, 31, 33, to: 4);
        long first = (world.Heap.Range.Start >> 12) + 4;
        Assert.Equal(1, world.Main.Mm.Pages.ReadPte(first + 1).Payload - world.Main.Mm.Pages.ReadPte(first).Payload);

        world.Machine.Reclaim(1.MiB());

        Assert.Equal((0, 32), (world.Main.Mm.AnonRssPages, world.Main.Mm.SwapPages));
        Sound(world);
        world.Read(4, 6);
        Sound(world);
    }

    private static SwapWorld OnDisk(int pages, params string[] sizes)
    {
        var world = new SwapWorld(KernelModel.Linux618, 4.KiB() * pages, new SwapOptions(64.MiB(), SwapKind.Disk), sizes);
        world.Machine.WatchContent();
        world.Heap.Write();
        return world;
    }

    private static void Move(SwapWorld world, long first, long end, long to)
    {
        var target = new MapPlacement { Address = world.Pages(to, to + 1).Start };
        Assert.Equal(Errno.None, world.Main.Move(world.Pages(first, end), null, target, out _));
    }

    private static Pte[] Entries(SwapWorld world)
    {
        long first = world.Heap.Range.Start >> 12;
        return [.. Enumerable.Range(0, (int)(world.Heap.Size.Bytes >> 12)).Select(page => world.Main.Mm.Pages.ReadPte(first + page))];
    }

    private static void Sound(SwapWorld world)
    {
        Assert.Equal([], world.Machine.Check());
        Assert.Empty(world.Machine.CheckContent());
    }
}
