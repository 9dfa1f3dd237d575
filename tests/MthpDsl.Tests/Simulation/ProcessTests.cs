using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation;

/// <summary>How a process begins and ends, and the edges of what it can be asked.</summary>
public sealed class ProcessTests
{
    private const long Limit = 1L << 47;

    [Fact]
    public void A_fork_that_fails_leaves_no_child()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16).WriteAll();
        it.Expect(Errno.None, it.Main.Pin(it.Pages(3, 4)));
        it.Machine.FailAllocations(new FolioOrder(0));

        it.Expect(Errno.ENOMEM, it.Main.TryFork("child", out Process? child));

        Assert.Null(child);
        Assert.Equal([it.Main], it.Machine.Processes);
        Assert.Null(it.Machine.FindProcess("child"));
        Assert.Throws<InvalidOperationException>(() => it.Main.Fork("child"));
        it.Machine.FailNone();
        Assert.Same(it.Main.Fork("child"), it.Machine.FindProcess("child"));
    }

    [Theory]
    [InlineData("pin")]
    [InlineData("hold")]
    [InlineData("huge zero")]
    public void Nothing_that_a_process_held_is_left_after_it(string what)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, what == "huge zero" ? ["2048"] : []).Map();
        it.Expect(Errno.None, what switch
        {
            "pin" => it.Main.Pin(it.Pages(0, 9)),
            "hold" => it.WriteAll().Main.Hold(it.Pages(0, 9)),
            _ => it.Heap.Read(),
        });

        it.Main.Exit();
        it.DropCaches();

        Assert.Equal(it.Machine.Buddy.TotalFrames, it.Machine.Buddy.FreeFrames);
        Assert.Empty(it.Machine.Frames.References);
    }

    [Fact]
    public void A_child_that_outlives_its_parent_has_all_of_its_folios_to_itself()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(16).WriteAll();
        Process child = it.Main.Fork("child");
        it.Main.Exit();

        it.Expect(Errno.None, child.Write(it.Heap.Range));

        Assert.Equal("64K", it.LayoutIn(child));
    }

    [Fact]
    public void What_is_locked_does_not_wait_for_the_LRU()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16).Write(0);
        Assert.Equal(1, it.Machine.LruAddBatch.Count);
        it.Machine.LruAddBatch.Drain();

        it.Expect(Errno.None, it.Main.Lock(it.Pages(1, 16)));

        Assert.Equal((0, 16), (it.Machine.LruAddBatch.Count, it.Machine.LruLength));
    }

    [Fact]
    public void Memory_that_nobody_may_access_comes_back_from_swap_as_that()
    {
        Machine machine = new(KernelModel.Linux618, new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();
        heap.Advise(Advice.Pageout);
        machine.Main.Protect(heap.Range, Protection.None);

        Assert.Equal(Errno.None, machine.SwapOff());

        Assert.Equal(("16 x 4K", Errno.EFAULT), (heap.Layout.ToString(), heap.Read()));
        Assert.Empty(machine.Check());
    }

    [Fact]
    public void The_address_space_can_be_had_up_to_its_last_page()
    {
        Process main = new Machine(KernelModel.Linux618).Main;
        Assert.Equal(Errno.None, main.TryMap("top", 8.KiB(), new MapPlacement { Address = Limit - 8192 }, out Mapping? top));
        Mapping heap = main.Map("heap", 12.KiB());

        Assert.Equal(Errno.None, main.Unmap(top!.Range));
        Assert.Equal(Errno.EINVAL, main.Move(heap.Range, null, new MapPlacement { Address = Limit - 8192 }, out _));
        Assert.Equal(Errno.None, main.Move(heap.Range, null, new MapPlacement { Address = Limit - 12288 }, out _));
        Assert.Equal(Limit, heap.Range.End);
        Assert.Equal(Errno.ENOMEM, main.TryMap("beyond", 4.KiB(), new MapPlacement { Address = Limit }, out _));
    }

    [Fact]
    public void A_mapping_grows_until_it_is_the_whole_address_space()
    {
        Process main = new Machine(KernelModel.Linux612).Main;
        Assert.Equal(Errno.None, main.TryMap("all", 4.KiB(), new MapPlacement { Address = 0 }, out Mapping? all));

        Assert.Equal(Errno.ENOMEM, main.Grow(all!, new ByteSize(Limit)));
        Assert.Equal(Errno.None, main.Grow(all!, new ByteSize(Limit - 4096)));

        Assert.Equal(new VirtualRange(0, Limit), all!.Range);
        Process other = new Machine(KernelModel.Linux612).Main;
        Assert.Equal(Errno.None, other.TryMap("all", new ByteSize(Limit), new MapPlacement { Address = 0 }, out _));
    }

    [Theory]
    [InlineData("6.12", Errno.ENOMEM, Errno.EFAULT)]
    [InlineData("6.18", Errno.EINVAL, Errno.EINVAL)]
    public void A_length_that_no_address_space_holds_is_refused_and_since_6_17_before_anything_is_looked_for(string kernel, Errno mapped, Errno unmapped)
    {
        Process main = new Machine(KernelModel.Find(kernel)!).Main;
        Mapping heap = main.Map("heap", 8.KiB());
        long[] sizes = [Limit, Limit - 4096, 1L << 62];
        Assert.All(sizes, size => Assert.Equal(mapped, main.Grow(heap, new ByteSize(size))));
        Assert.Equal(Errno.ENOMEM, main.Grow(heap, new ByteSize(Limit - 8192)));

        heap.Unmap();

        Assert.All(sizes, size => Assert.Equal(unmapped, main.Grow(heap, new ByteSize(size))));
        Assert.Equal(Errno.EFAULT, main.Grow(heap, new ByteSize(Limit - 8192)));
    }

    [Fact]
    public void A_mapping_comes_to_lie_at_the_address_that_is_given_and_else_behind_the_other()
    {
        Process main = new Machine(KernelModel.Linux618).Main;
        Mapping heap = main.Map("heap", 12.KiB());
        long far = heap.Range.End + 4096;

        Assert.Equal(far, main.Map("far", 4.KiB(), new MapPlacement { Address = far, After = heap }).Range.Start);
        Assert.Equal(heap.Range.End, main.Map("next", 4.KiB(), new MapPlacement { After = heap }).Range.Start);
        Assert.Equal(Errno.EINVAL, main.Move(heap.Range, null, new MapPlacement { Address = 17 }, out _));
        Assert.Equal(Errno.EINVAL, main.Move(heap.Range, null, new MapPlacement { Offset = new ByteSize(17) }, out _));
        Assert.Equal(Errno.None, main.Move(heap.Range, null, new MapPlacement { Address = 0 }, out _));
        Assert.Equal(0, heap.Range.Start);
    }

    [Fact]
    public void A_mapping_grows_by_something_and_shrinks_where_something_is()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16);
        it.Expect(Errno.EINVAL, it.Main.Grow(it.Heap, ByteSize.Zero)).Expect(Errno.EINVAL, it.Main.Grow(it.Heap, new ByteSize(-1)));
        it.Expect(Errno.EINVAL, it.Main.Shrink(it.Heap, new ByteSize(-1))).Expect(Errno.EINVAL, it.Main.Shrink(it.Heap, 64.KiB()));
        it.Expect(Errno.None, it.Main.Shrink(it.Heap, 60.KiB()));

        it.Expect(Errno.None, it.Heap.Unmap());

        it.Expect(Errno.EFAULT, it.Main.Grow(it.Heap, 4.KiB()));
        it.Map(16).Expect(Errno.None, it.Heap.Unmap()).Expect(Errno.EFAULT, it.Main.Shrink(it.Heap, 4.KiB()));
    }

    [Fact]
    public void What_a_locked_mapping_grows_by_is_populated_and_not_what_lies_behind_it()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(8);
        Mapping behind = it.Main.Map("behind", 1.MiB(), new MapPlacement { Address = it.Heap.Range.End + 16384 });
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));

        it.Expect(Errno.None, it.Main.Grow(it.Heap, 16.KiB()));

        Assert.Equal((behind.Range.Start, "12 x 4K", "none 1M"), (it.Heap.Range.End, it.Layout, behind.Layout.ToString()));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-4096, 0, 0)]
    [InlineData(4096, 17, 0)]
    [InlineData(4096, 0, 17)]
    [InlineData(0, 17, 17)]
    public void A_mapping_has_a_size_and_begins_at_a_page(int size, int address, int offset)
    {
        Process main = new Machine(KernelModel.Linux618).Main;
        MapPlacement placement = new() { Address = address == 0 ? null : (Limit / 2) + address, Offset = new ByteSize(offset) };

        Assert.Equal(Errno.EINVAL, main.TryMap("heap", new ByteSize(size), placement, out Mapping? mapping));

        Assert.Null(mapping);
        Assert.Empty(main.Mappings);
        Assert.Equal(0, main.Mm.Vmas.Count);
    }

    [Fact]
    public void A_mapping_that_shrinks_by_nothing_stays_one_VMA_with_its_neighbour()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16);
        Mapping next = it.Main.Map("next", 64.KiB(), new MapPlacement { After = it.Heap });
        VirtualRange both = new(it.Heap.Range.Start, next.Range.End - it.Heap.Range.Start);
        Assert.Equal(1, it.Main.CountVmas(both));

        it.Expect(Errno.None, it.Main.Shrink(it.Heap, ByteSize.Zero)).Expect(Errno.None, it.Main.Shrink(it.Heap, new ByteSize(4095)));

        Assert.Equal((1, 64.KiB()), (it.Main.CountVmas(both), it.Heap.Size));
    }

    [Fact]
    public void Pages_that_an_int_cannot_count_are_not_given_out_as_others()
    {
        Process main = new Machine(KernelModel.Linux618).Main;

        Assert.Throws<OverflowException>(() => main.Map("large", 8.TiB()).Pages(..1));
        Assert.Throws<OverflowException>(() => main.Map("larger", 16.TiB()).Pages(..1));
        Assert.Equal(4096, main.Map("less", 7.TiB()).Pages(..1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => main.Map("small", 8.KiB()).Pages(..3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void The_map_of_folios_knows_no_contiguous_blocks_of_such_an_order(int order) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Machine(KernelModel.Linux618).Main.ThpMaps(order));
}
