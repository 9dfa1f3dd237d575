using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>MADV_PAGEOUT, MADV_COLD and MADV_FREE: rows 23 and 47 to 55 of spec MM 12.</summary>
public sealed class PageOutTests
{
    public static TheoryData<string> Kernels => [.. KernelModel.All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_leaf_goes_out_whole_and_comes_back_in_the_sizes_that_are_enabled(string kernel)
    {
        var world = new SwapWorld(KernelModel.Find(kernel)!, 2.MiB(), "2048kB");
        world.Heap.Write();
        long[] before = world.Contents();
        world.Advise(Advice.Pageout);
        Assert.Equal("swap 2M", world.Layout);
        Assert.Equal(before, world.Contents());

        world.Enable("64kB");
        world.Write(3, 4);
        Assert.Equal("64K, swap 1984K", world.Layout);
        Assert.Equal(before[4..], world.Contents()[4..]);
        Assert.Equal((1, 1, 512), (world.Count(VmStat.ThpSplitPmd), world.Count(VmStat.ThpSwpout), world.Count(VmStat.Pswpout)));
        Assert.Equal((1, 16), (world.Count(SizeStat.Swpout, 9), world.Count(VmStat.Pswpin)));
        Assert.Equal((1, 1), (world.Count(SizeStat.Swpin, 4), world.Count(SizeStat.NrAnon, 4)));
        Assert.Equal(0, world.Count(SizeStat.NrAnon, 9));
    }

    [Fact]
    public void Swap_in_obeys_the_policy_of_that_moment()
    {
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB(), "64kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Enable();
        world.Read(3, 4);
        Assert.Equal("swap 12K, 4K, swap 48K", world.Layout);
        Assert.Equal(1, world.Count(SizeStat.Swpout, 4));
    }

    [Fact]
    public void What_a_child_shares_comes_back_as_a_base_page_through_the_swap_cache()
    {
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB(), "64kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        Process child = world.Main.Fork("child");
        child.Read(world.Pages(3, 4));
        Assert.Equal("swap 12K, 4K, swap 48K", child.LayoutOf(world.Heap.Range).ToString());
        Assert.Equal("swap 64K", world.Layout);

        child.Exit();
        world.Read(3, 4);
        world.Read(8, 9);
        Assert.Equal("swap 12K, 4K, swap 16K, 4K, swap 28K", world.Layout);
        Assert.Equal(2, world.Count(VmStat.Pswpin));
    }

    [Theory]
    [InlineData("6.12", 16)]
    [InlineData("6.18", 17)]
    public void A_file_takes_base_pages_in_the_order_in_which_the_kernel_hands_them_back(string kernel, long expected)
    {
        var swap = new SwapOptions(1.MiB(), SwapKind.File);
        var world = new SwapWorld(KernelModel.Find(kernel)!, 64.KiB(), swap, "64kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        Assert.Equal("swap 64K", world.Layout);
        Assert.Equal(1, world.Count(SizeStat.SwpoutFallback, 4));
        Assert.Equal((1, 1, 0), (world.Count(SizeStat.Split, 4), world.Count(SizeStat.SplitDeferred, 4), world.Count(SizeStat.Swpout, 4)));
        Assert.Equal(16, world.Count(VmStat.Pswpout));
        long last = world.Main.Mm.Pages.ReadPte((world.Heap.Range.End >> 12) - 1).Payload;
        Assert.Equal(expected == 16 ? 16 : 2, last);
    }

    [Fact]
    public void Without_a_free_cluster_a_leaf_is_split_and_goes_out_page_by_page_until_swap_is_full()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB(), new SwapOptions(4.KiB() * 401, SwapKind.Zram), "2048kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        Assert.Equal("swap 1600K, 112 x 4K", world.Layout);
        Assert.Equal((1, 1, 1), (world.Count(VmStat.ThpSwpoutFallback), world.Count(SizeStat.SwpoutFallback, 9), world.Count(SizeStat.Split, 9)));
    }

    [Fact]
    public void A_folio_of_zero_bytes_is_noted_and_not_written()
    {
        var world = new SwapWorld(KernelModel.Linux618, 64.KiB(), "64kB");
        world.Main.Write(world.Heap.Range, AccessPattern.Default with { Zeros = true });
        world.Advise(Advice.Pageout);
        Assert.Equal("swap 64K", world.Layout);
        Assert.Equal((16, 0, 0), (world.Count(VmStat.SwpoutZero), world.Count(SizeStat.Swpout, 4), world.Count(VmStat.Pswpout)));
        world.Read(0, 1);
        Assert.Equal("64K", world.Layout);
        Assert.Equal((16, 0, 0), (world.Count(VmStat.SwpinZero), world.Count(VmStat.Pswpin), world.Count(SizeStat.Swpin, 4)));
    }

    [Fact]
    public void A_partially_mapped_folio_is_split_first_and_its_dropped_pages_are_not_written()
    {
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB(), "64kB");
        world.Heap.Write();
        world.Advise(0, 4, Advice.Dontneed);
        world.Advise(Advice.Pageout);
        Assert.Equal("none 16K, swap 48K", world.Layout);
        Assert.Equal((1, 0, 12), (world.Count(SizeStat.Split, 4), world.Count(SizeStat.Swpout, 4), world.Count(VmStat.Pswpout)));
        Assert.Equal(0, world.Count(SizeStat.NrAnonPartiallyMapped, 4));
    }

    [Theory]
    [InlineData(Advice.Cold)]
    [InlineData(Advice.Free)]
    [InlineData(Advice.Pageout)]
    public void Advice_for_a_part_of_a_folio_splits_it_at_once(Advice advice)
    {
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB(), swap: null, "64kB");
        world.Heap.Write();
        world.Advise(0, 4, advice);
        Assert.Equal("16 x 4K", world.Layout);
        Assert.Equal((1, 1, 0), (world.Count(SizeStat.Split, 4), world.Count(SizeStat.SplitDeferred, 4), world.Count(SizeStat.NrAnon, 4)));
        Assert.Equal(0, world.Count(SizeStat.NrAnonPartiallyMapped, 4));
    }

    [Theory]
    [InlineData(Advice.Cold)]
    [InlineData(Advice.Free)]
    [InlineData(Advice.Pageout)]
    public void Advice_for_a_part_of_a_leaf_splits_it_too_and_none_touches_a_shared_one(Advice advice)
    {
        var world = new SwapWorld(KernelModel.Linux618, 2.MiB(), swap: null, "2048kB");
        world.Heap.Write();
        Process child = world.Main.Fork("child");
        world.Advise(0, 4, advice);
        world.Advise(advice);
        Assert.Equal("2M pmd shared", world.Layout);

        child.Exit();
        world.Advise(0, 4, advice);
        Assert.Equal(("512 x 4K", 1), (world.Layout, world.Count(SizeStat.Split, 9)));
    }

    [Fact]
    public void What_is_shared_is_left_alone()
    {
        var world = new SwapWorld(KernelModel.Linux618, 64.KiB(), "64kB");
        world.Heap.Write();
        world.Main.Fork("child");
        world.Advise(Advice.Pageout);
        world.Advise(0, 4, Advice.Cold);
        Assert.Equal("64K shared", world.Layout);
        Assert.Equal(0, world.Count(VmStat.Pswpout));
    }

    [Fact]
    public void The_guess_of_6_12_whether_a_folio_is_shared_can_be_wrong()
    {
        // Spec MM 8.3: the parent keeps pages 0 to 7, the child 4 to 11; the sum is small and page 0 is not shared.
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB(), "64kB");
        world.Heap.Write();
        Process child = world.Main.Fork("child");
        world.Advise(8, 16, Advice.Dontneed);
        child.Advise(world.Pages(0, 4), Advice.Dontneed);
        child.Advise(world.Pages(12, 16), Advice.Dontneed);
        world.Advise(0, 4, Advice.Cold);
        Assert.StartsWith("4 x 4K", world.Layout, StringComparison.Ordinal);
        Assert.Equal(1, world.Count(SizeStat.Split, 4));
    }

    [Fact]
    public void A_page_that_was_dirtied_again_is_written_again_and_one_that_was_not_is_not()
    {
        var world = new SwapWorld(KernelModel.Linux612, 16.KiB());
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Main.Fork("child");
        world.Read(0, 4);
        Assert.Equal(4, world.Count(VmStat.Pswpout));
        world.Advise(0, 4, Advice.Pageout);
        Assert.Equal("swap 16K", world.Layout);
        Assert.Equal(4, world.Count(VmStat.Pswpout));
    }

    [Fact]
    public void Dropping_a_swapped_range_frees_its_slots()
    {
        var world = new SwapWorld(KernelModel.Linux612, 2.MiB());
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        Assert.Equal(512, world.Machine.Swap!.UsedSlots);
        world.Advise(0, 100, Advice.Dontneed);
        world.Advise(100, 200, Advice.Free);
        Assert.Equal((312, 312), (world.Machine.Swap.UsedSlots, world.Main.Mm.SwapPages));
        Assert.Equal("none 800K, swap 1248K", world.Layout);
    }

    [Fact]
    public void With_64K_base_pages_no_large_folio_goes_out_whole()
    {
        var options = new MachineOptions { Geometry = PageGeometry.Pages64K, Arch = Arch.Arm64, Swap = new SwapOptions(64.MiB(), SwapKind.Zram) };
        var machine = new Machine(KernelModel.Linux618, options);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 4.MiB());
        heap.Write();
        Assert.Equal("2 x 2M", heap.Layout.ToString());
        machine.Main.Advise(heap.Range, Advice.Pageout);
        Assert.Equal("swap 4M", heap.Layout.ToString());
        Assert.Equal((2, 2, 0), (machine.Counters[SizeStat.SwpoutFallback, 5], machine.Counters[SizeStat.Split, 5], machine.Counters[SizeStat.Swpout, 5]));
        Assert.Equal(64, machine.Counters[VmStat.Pswpout]);
    }

    [Fact]
    public void A_locked_VMA_refuses()
    {
        var world = new SwapWorld(KernelModel.Linux612, 64.KiB());
        world.Heap.Write();
        world.Main.Mm.Vmas[0].Flags |= MthpDsl.Simulation.AddressSpaces.VmaFlags.Locked;
        foreach (Advice advice in new[] { Advice.Cold, Advice.Pageout, Advice.Free })
        {
            Assert.Equal(Errno.EINVAL, world.Main.Advise(world.Heap.Range, advice));
        }
    }
}
