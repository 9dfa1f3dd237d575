using MthpDsl.Simulation;
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

    [Fact]
    public void A_page_that_came_back_by_a_read_and_was_written_goes_out_anew()
    {
        SwapWorld world = OnDisk(1);
        world.Advise(Advice.Pageout);
        world.Read(0, 1);
        Assert.Equal(1, world.Machine.SwapCache.Count);
        world.Write(0, 1);
        long[] written = world.Contents();

        world.Advise(Advice.Pageout);
        world.Machine.Reclaim(64.KiB());

        Assert.Equal((2, 0), (world.Count(VmStat.Pswpout), world.Machine.LruLength));
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
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(0, 1, 5)]
    [InlineData(4, 9, 15)]
    public void An_entry_knows_whether_its_page_was_exclusive(params int[] written)
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
        long first = world.Heap.Range.Start >> 12;
        Assert.Equal(exclusive, Enumerable.Range(0, 16).Select(page => world.Main.Mm.Pages.ReadPte(first + page).IsSwapExclusive));
    }

    [Fact]
    public void A_folio_whose_last_page_was_moved_beside_the_next_folio_goes_out_and_leaves_that_alone()
    {
        var world = new SwapWorld(KernelModel.Linux618, 2.MiB(), "64kB");
        world.Machine.WatchContent();
        world.Write(16, 48);
        Assert.Equal("none 64K, 2 x 64K, none 1856K", world.Layout);
        var target = new MapPlacement { Address = world.Pages(4, 6).Start };
        Assert.Equal(Errno.None, world.Main.Move(world.Pages(31, 33), null, target, out _));
        Assert.Equal(1, world.Main.Mm.Pages.ReadPte((target.Address.Value >> 12) + 1).Payload - world.Main.Mm.Pages.ReadPte(target.Address.Value >> 12).Payload);

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

    private static void Sound(SwapWorld world)
    {
        Assert.Equal([], world.Machine.Check());
        Assert.Empty(world.Machine.CheckContent());
    }
}
