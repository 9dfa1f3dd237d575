using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Allocation where memory is in pieces: rows 39 and 40 of spec MM 12, and the runs of 12.1.</summary>
public sealed class FragmentationTests
{
    [Fact]
    public void Without_a_large_enough_block_a_fault_walks_down_the_enabled_orders()
    {
        Machine machine = Make(4.GiB(), "16kB", "64kB");
        machine.Sysfs.Write("defrag", "never");
        machine.Fragment(order: 2);
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB()));
        Assert.Equal("16K, none 48K", heap.Layout.ToString());
        Assert.Equal((1, 1), (machine.Counters[SizeStat.AnonFaultFallback, 4], machine.Counters[SizeStat.AnonFaultAlloc, 2]));
    }

    [Fact]
    public void Memory_that_is_kept_whole_is_used_last_by_those_who_could_do_without()
    {
        Machine machine = Make(4.GiB(), "64kB", "2048kB");
        machine.Sysfs.Write("defrag", "never");
        machine.Fragment(order: 4, keep: 2.MiB());
        Mapping heap = machine.Main.Map("heap", 6.MiB());
        heap.Write();
        Assert.Equal("2M pmd, 64 x 64K", heap.Layout.ToString());
        Assert.Equal(2, machine.Counters[VmStat.ThpFaultFallback]);
    }

    [Fact]
    public void What_the_fragmenter_holds_is_never_moved()
    {
        Machine machine = Make(256.MiB(), "2048kB");
        machine.Sysfs.Write("defrag", "always");
        machine.Fragment(order: 4);
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        Assert.Equal("512 x 4K", heap.Layout.ToString());
        Assert.Equal((1, 0), (machine.Counters[VmStat.ThpFaultFallback], machine.Counters[VmStat.CompactSuccess]));
        Assert.Equal(Errno.EINVAL, machine.Fragment(order: 11));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void What_a_process_left_in_pieces_is_put_together_by_direct_compaction(int bit)
    {
        Machine machine = Make(64.MiB());
        Mapping hog = machine.Main.Map("hog", 56.MiB());
        hog.Write();
        machine.Fragment(bit);
        for (long page = 0; page < 14336; page++)
        {
            long frame = machine.Main.Mm.Pages.ReadPte((hog.Range.Start >> 12) + page).Payload;
            if ((frame >> bit & 1) != 0)
            {
                machine.Main.Advise(hog.Slice(new ByteSize(page * 4096), new ByteSize((page + 1) * 4096)), Advice.Dontneed);
            }
        }

        Assert.Equal(bit, machine.Buddy.LargestFreeOrder);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        machine.Sysfs.Write("defrag", "never");
        Mapping heap = machine.Main.Map("heap", 4.MiB());
        machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB()));
        Assert.Equal(bit == 4 ? "64K, none 4032K" : "4K, none 4092K", heap.Layout.ToString());
        Assert.Equal(1, machine.Counters[VmStat.ThpFaultFallback]);

        long[] before = Contents(machine, hog);
        machine.Sysfs.Write("defrag", "always");
        machine.Main.Write(heap.Slice(2.MiB(), 2.MiB() + 4.KiB()));
        Assert.EndsWith("2M pmd", heap.Layout.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (machine.Counters[VmStat.CompactStall], machine.Counters[VmStat.CompactSuccess]));
        Assert.Equal(256, machine.Counters[VmStat.PgmigrateSuccess]);
        Assert.Equal(before, Contents(machine, hog));
        machine.Buddy.Verify();
    }

    [Fact]
    public void Large_folios_shared_by_a_fork_are_moved_whole()
    {
        Machine machine = Make(32.MiB(), "64kB");
        Mapping hog = machine.Main.Map("hog", 28.MiB());
        hog.Write();
        machine.Fragment(order: 4);
        Process child = machine.Main.Fork("child");
        for (long block = 0; block < 28 * 16; block++)
        {
            if (block % 4 != 0)
            {
                VirtualRange piece = hog.Slice(new ByteSize(block << 16), new ByteSize((block + 1) << 16));
                machine.Main.Advise(piece, Advice.Dontneed);
                child.Advise(piece, Advice.Dontneed);
            }
        }

        long[] before = Contents(machine, hog);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        machine.Sysfs.Write("defrag", "always");
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        Assert.Equal("2M pmd", heap.Layout.ToString());
        Assert.Equal(before, Contents(machine, hog));
        Assert.Equal(112, hog.Layout.Runs.Count(run => run.IsWholeFolio && run.Order == 4 && run.IsShared));
        Assert.Equal(8 * 16, machine.Counters[VmStat.PgmigrateSuccess]);
        Assert.Equal(0, machine.Counters[SizeStat.NrAnonPartiallyMapped, 4]);
        machine.Buddy.Verify();
    }

    [Theory]
    [InlineData("0", "512 x 4K", 0, 1)]
    [InlineData("1", "2M pmd", 1, 0)]
    public void Khugepaged_puts_memory_together_only_where_its_own_defrag_says_so(string defrag, string layout, long stalls, long failed)
    {
        Machine machine = Make(64.MiB());
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        Mapping hog = machine.Main.Map("hog", 4.MiB());
        hog.Write();
        machine.Fragment(order: 4);
        for (long page = 0; page < 1024; page += 2)
        {
            machine.Main.Advise(hog.Slice(new ByteSize(page * 4096), new ByteSize((page + 1) * 4096)), Advice.Dontneed);
        }

        machine.Sysfs.Write("khugepaged/defrag", defrag);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "madvise");
        heap.Advise(Advice.Hugepage);
        machine.Khugepaged.Scan();
        Assert.Equal(layout, heap.Layout.ToString());
        Assert.Equal((stalls, failed), (machine.Counters[VmStat.CompactStall], machine.Counters[VmStat.ThpCollapseAllocFailed]));
    }

    [Fact]
    public void A_limit_that_leaves_room_for_a_small_folio_refuses_the_larger_one()
    {
        Machine machine = Make(4.GiB(), "16kB", "64kB");
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        machine.LimitMemory(32.KiB());
        machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB()));
        Assert.Equal("16K, none 48K", heap.Layout.ToString());
        Assert.Equal(
            (1, 1, 1),
            (machine.Counters[SizeStat.AnonFaultFallback, 4], machine.Counters[SizeStat.AnonFaultFallbackCharge, 4], machine.Counters[SizeStat.AnonFaultAlloc, 2]));
    }

    [Fact]
    public void Memory_under_the_watermark_is_left_free()
    {
        Machine machine = Make(16.MiB());
        Mapping heap = machine.Main.Map("heap", 32.MiB());
        Assert.Equal(Errno.ENOMEM, heap.Write());
        Assert.InRange(machine.Buddy.FreeFrames, 1, 4096 / 20);
    }

    [Fact]
    public void With_swap_more_can_be_written_than_there_is_memory()
    {
        var options = new MachineOptions { Memory = 16.MiB(), Swap = new SwapOptions(64.MiB(), SwapKind.Zram) };
        var machine = new Machine(KernelModel.Linux618, options);
        Mapping heap = machine.Main.Map("heap", 32.MiB());
        Assert.Equal(Errno.None, heap.Write());
        long[] before = Contents(machine, heap);
        Assert.Equal(Errno.None, heap.Read());
        Assert.Equal(before, Contents(machine, heap));
        Assert.True(machine.Main.Mm.SwapPages >= 4096);
    }

    private static Machine Make(ByteSize memory, params string[] sizes)
    {
        var machine = new Machine(KernelModel.Linux612, new MachineOptions { Memory = memory });
        machine.Sysfs.Write("enabled", "never");
        foreach (string size in sizes)
        {
            machine.Sysfs.Write($"hugepages-{size}/enabled", "always");
        }

        return machine;
    }

    private static long[] Contents(Machine machine, Mapping mapping) =>
        [.. Enumerable.Range(0, (int)(mapping.Size.Bytes >> 12)).Select(page => machine.Main.ContentOf((mapping.Range.Start >> 12) + page))];
}
