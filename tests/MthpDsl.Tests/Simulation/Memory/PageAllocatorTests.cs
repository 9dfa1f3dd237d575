using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>How far an allocation goes where no block is free: spec MM 7.2.</summary>
public sealed class PageAllocatorTests
{
    private const int SwapClusterMax = 32;
    private const int MaxReclaimRetries = 16;

    [Fact]
    public void A_process_that_writes_page_by_page_stops_at_the_watermark_as_one_that_writes_at_once()
    {
        Machine atOnce = Make(16.MiB(), swap: false);
        Assert.Equal(Errno.ENOMEM, atOnce.Main.Map("heap", 32.MiB()).Write());

        Machine single = Make(16.MiB(), swap: false);
        Mapping heap = single.Main.Map("heap", 32.MiB());
        Errno errno = Errno.None;
        for (int page = 0; errno == Errno.None; page++)
        {
            errno = single.Main.Write(heap.Slice(4.KiB() * page, 4.KiB() * (page + 1)));
        }

        Assert.Equal(Errno.ENOMEM, errno);
        Assert.Equal(atOnce.Buddy.FreeFrames, single.Buddy.FreeFrames);
        Assert.Equal(atOnce.Main.Mm.AnonRssPages, single.Main.Mm.AnonRssPages);
        Assert.Equal([], single.Check());
    }

    [Fact]
    public void A_block_that_would_go_below_the_watermark_is_not_taken_and_a_smaller_one_is()
    {
        Machine machine = Make(16.MiB(), swap: false);
        long watermark = new Watermarks(machine.Geometry, machine.Buddy.TotalFrames).Min(pmdOrderEnabled: false);
        while (machine.Buddy.FreeFrames > watermark + 8)
        {
            Assert.True(machine.PageAllocator.Allocate(0, Gfp.NoReclaim) >= 0);
        }

        Assert.True(machine.Buddy.LargestFreeOrder >= 4);
        Assert.Equal(-1, machine.PageAllocator.Allocate(4, Gfp.NoReclaim));
        Assert.True(machine.PageAllocator.Allocate(3, Gfp.NoReclaim) >= 0);
        Assert.Equal(watermark, machine.Buddy.FreeFrames);
    }

    [Fact]
    public void With_the_PMD_size_the_watermark_rises_and_then_not_even_a_page_is_given()
    {
        Machine machine = Make(64.MiB(), swap: false);
        Mapping heap = machine.Main.Map("heap", 64.MiB());
        long pages = machine.Buddy.FreeFrames - 600;
        Assert.Equal(Errno.None, machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB() * pages)));
        VirtualRange next = heap.Slice(4.KiB() * pages, 4.KiB() * (pages + 1));
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Assert.Equal(Errno.ENOMEM, machine.Main.Write(next));

        machine.Sysfs.Write("hugepages-2048kB/enabled", "never");
        Assert.Equal(Errno.None, machine.Main.Write(next));
    }

    // Frame 0 is a frame as any other, and what compaction gave is not thrown away.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void The_block_that_compaction_empties_is_the_answer_wherever_it_lies(int order)
    {
        Machine machine = Make(64.MiB(), swap: true);
        Mapping hog = machine.Main.Map("hog", 4.KiB() * ((1 << order) - 1));
        hog.Write();
        Assert.Equal(0, machine.Main.Mm.Pages.ReadPte(hog.Range.Start >> 12).Payload);
        machine.Fragment(order: 2);

        Assert.Equal(0, machine.PageAllocator.Allocate(order, Gfp.Direct));

        Assert.Equal((1, 1, 0), Compactions(machine));
        Assert.Equal(0, machine.Counters[VmStat.Pswpout]);
        Assert.Equal((1 << order) - 1, machine.Counters[VmStat.PgmigrateSuccess]);
    }

    // Nothing that compaction could empty: each larger block holds a frame that is never moved.
    [Theory]
    [InlineData(false, SwapClusterMax)]
    [InlineData(true, MaxReclaimRetries * SwapClusterMax)]
    public void One_round_of_reclaim_is_all_that_a_fault_gets_whose_memory_is_not_advised(bool advised, long written)
    {
        Machine machine = Make(64.MiB(), swap: true);
        Mapping heap = HeapInPieces(machine, advised);

        Assert.Equal(Errno.None, machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB())));

        Assert.Equal("4K, none 28K", heap.Layout.ToString());
        Assert.Equal(written, machine.Counters[VmStat.Pswpout]);
    }

    [Fact]
    public void Where_reclaim_gets_nowhere_there_is_no_second_round()
    {
        Machine machine = Make(64.MiB(), swap: false);
        Mapping heap = HeapInPieces(machine, advised: true);

        Assert.Equal(Errno.None, machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB())));

        Assert.Equal("4K, none 28K", heap.Layout.ToString());
        Assert.Equal((1, 0, 1), Compactions(machine));
    }

    private static Mapping HeapInPieces(Machine machine, bool advised)
    {
        machine.Fragment(order: 2);
        machine.Main.Map("hog", 8.MiB()).Write();
        machine.Sysfs.Write("defrag", "always");
        machine.Sysfs.Write("hugepages-32kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 32.KiB());
        if (advised)
        {
            heap.Advise(Advice.Hugepage);
        }

        return heap;
    }

    private static Machine Make(ByteSize memory, bool swap)
    {
        SwapOptions? device = swap ? new SwapOptions(64.MiB(), SwapKind.Zram) : null;
        return new Machine(KernelModel.Linux618, new MachineOptions { Memory = memory, Swap = device });
    }

    private static (long Stalls, long Successes, long Failures) Compactions(Machine machine) =>
        (machine.Counters[VmStat.CompactStall], machine.Counters[VmStat.CompactSuccess], machine.Counters[VmStat.CompactFail]);
}
