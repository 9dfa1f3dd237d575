using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using Xunit;

namespace MthpDsl.Tests.Simulation.Statistics;

/// <summary>smaps_account (spec MM 9.1).</summary>
public sealed class SmapsTests
{
    [Fact]
    public void A_leaf_that_two_processes_map_is_shared_and_half_each_ones()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll();
        Assert.Equal((2.MiB(), 2.MiB(), ByteSize.Zero), Read(it));

        it.Main.Fork("child");

        Assert.Equal((2.MiB(), 1.MiB(), 2.MiB()), Read(it));
    }

    [Fact]
    public void A_locked_page_counts_as_far_as_it_is_the_processes()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(32).WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(0, 16)));
        Assert.Equal((64.KiB(), ByteSize.Zero), (it.Main.Smaps(it.Pages(0, 16)).Locked, it.Main.Smaps(it.Pages(16, 32)).Locked));

        Process child = it.Main.Fork("child");

        Assert.Equal((32.KiB(), ByteSize.Zero), (it.Main.Smaps(it.Pages(0, 16)).Locked, child.Smaps(it.Heap.Range).Locked));
    }

    private static (ByteSize Rss, ByteSize Pss, ByteSize SharedDirty) Read(MemoryCase it)
    {
        Smaps smaps = it.Main.Smaps(it.Heap.Range);
        return (smaps.Rss, smaps.Pss, smaps.SharedDirty);
    }
}
