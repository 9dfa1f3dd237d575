using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>Leaves by the thousand, which the frame table keeps as a row while nobody looks at one.</summary>
public sealed class LeafRowTests
{
    [Theory]
    [InlineData("1", false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void A_long_write_of_leaves_leaves_what_single_faults_do(string shrinkUnderused, bool fork)
    {
        Machine bulk = Written(shrinkUnderused, isBulk: true, fork);
        Machine plain = Written(shrinkUnderused, isBulk: false, fork);

        Assert.Equal(Folios(plain), Folios(bulk));
        Assert.Equal(plain.DeferredSplits.Count, bulk.DeferredSplits.Count);
        Assert.Empty(bulk.Check());
    }

    [Fact]
    public void A_row_is_no_obstacle_to_what_comes_after()
    {
        Machine machine = Written("1", isBulk: true, fork: false);
        Mapping heap = machine.Main.Find("heap")!;
        var middle = new VirtualRange(heap.Range.Start + 3.GiB().Bytes + 4096, 4096);

        machine.Main.Advise(middle, Advice.Dontneed);
        machine.Main.Write(middle);

        Assert.Equal("4K", machine.Main.LayoutOf(middle).ToString());
        Assert.Empty(machine.Check());
        machine.Main.Exit();
        Assert.Equal(machine.Buddy.TotalFrames, machine.Buddy.FreeFrames);
        Assert.Empty(machine.Frames.Heads());
    }

    [Theory]
    [InlineData(512, 768)]
    [InlineData(700, 1300)]
    [InlineData(512, 2048)]
    public void A_write_of_leaves_and_of_parts_of_them_leaves_what_single_faults_do(int first, int end)
    {
        Machine bulk = WrittenBehindAPage(first, end, isBulk: true);
        Machine plain = WrittenBehindAPage(first, end, isBulk: false);

        Assert.Equal(Folios(plain), Folios(bulk));
        Assert.Equal(plain.DeferredSplits.ToList(), bulk.DeferredSplits.ToList());
        Assert.Equal((0, plain.Main.Faults), (bulk.LruAddBatch.Count, bulk.Main.Faults));
        Assert.Empty(bulk.Check());
    }

    [Fact]
    public void Leaves_may_begin_with_the_first_frame()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map(1024).Write(0).Advise(Advice.Dontneed, 0, 1024).WriteAll();

        Assert.Equal(("2 x 2M pmd", 0), (it.Layout, it.Heap.Layout.Runs[0].Frame));
    }

    [Fact]
    public void A_write_of_leaves_registers_with_khugepaged()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(1024).Write(0).Set("hugepages-2048kB/enabled", "always");
        Assert.Empty(it.Machine.Khugepaged.Registered);

        it.Expect(Errno.None, it.Main.Write(it.Pages(512, 1024)));

        Assert.Equal(["main"], it.Machine.Khugepaged.Registered);
    }

    // The page still waits for the LRU when the write begins.
    private static Machine WrittenBehindAPage(int first, int end, bool isBulk)
    {
        var machine = new Machine(KernelModel.Linux618) { UsesBulkPaths = isBulk };
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 8.MiB());
        Mapping page = machine.Main.Map("page", 4.KiB());
        machine.Main.Write(heap.Slice(ByteSize.Zero, 4.KiB()));
        page.Write();
        Assert.Equal(1, machine.LruAddBatch.Count);
        Assert.Equal(Errno.None, machine.Main.Write(heap.Slice(MemoryCase.Size(first), MemoryCase.Size(end))));
        return machine;
    }

    private static Machine Written(string shrinkUnderused, bool isBulk, bool fork)
    {
        var machine = new Machine(KernelModel.Linux618, new MachineOptions { Memory = 10.GiB() }) { UsesBulkPaths = isBulk };
        machine.Sysfs.Write("shrink_underused", shrinkUnderused);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 8.GiB());
        Assert.Equal(Errno.None, heap.Write());
        return fork ? machine.Fork() : machine;
    }

    private static List<string> Folios(Machine machine)
    {
        FrameTable frames = machine.Frames;
        var folios = new List<string>();
        long stamp = -1;
        foreach (long head in frames.Heads())
        {
            Assert.True(frames.Stamp(head) > stamp);
            stamp = frames.Stamp(head);
            folios.Add($"{head} {frames.Order(head)} {frames.Flags(head)} {frames.Index(head)} {frames.Token(head)} {frames.Token(head + 511)} {frames.IsExclusive(head)} {frames.PeekLarge(head)}");
        }

        return folios;
    }
}
