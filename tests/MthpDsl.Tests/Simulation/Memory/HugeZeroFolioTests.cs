using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>The huge zero folio (spec MM 2.3).</summary>
public sealed class HugeZeroFolioTests
{
    [Fact]
    public void It_stays_after_its_last_holder_until_the_shrinker_comes()
    {
        MemoryCase it = new(KernelModel.Linux612, "2048");
        long free = it.Machine.Buddy.FreeFrames;
        Process child = it.Main.Fork("child");
        child.Map("heap", 2.MiB()).Read();
        Assert.Equal(free - 512, it.Machine.Buddy.FreeFrames);
        it.DropCaches();
        Assert.Equal(free - 512, it.Machine.Buddy.FreeFrames);

        child.Exit();
        Assert.Equal(free - 512, it.Machine.Buddy.FreeFrames);
        it.DropCaches();
        Assert.Equal(free, it.Machine.Buddy.FreeFrames);
        Assert.Equal((1, 0), (it.Count(VmStat.ThpZeroPageAlloc), it.Count(VmStat.ThpZeroPageAllocFailed)));
    }

    [Fact]
    public void Where_there_are_no_frames_for_it_small_zero_pages_are_read()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "2048").Map();
        it.Machine.FailAllocations(new FolioOrder(9), times: 1);

        it.Read(7);

        Assert.Equal("none 28K, zero 4K, none 2016K", it.Layout);
        Assert.Equal((0, 1), (it.Count(VmStat.ThpZeroPageAlloc), it.Count(VmStat.ThpZeroPageAllocFailed)));
    }
}
