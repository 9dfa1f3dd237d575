using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>A write over more than there is memory for ends where the writes of its pages do, with the same counts.</summary>
public sealed class ExhaustionTests
{
    private static readonly AccessPattern PageByPage = new() { Every = 4.KiB() };

    [Theory]
    [InlineData("2048", 128)]
    [InlineData("2048", 33)]
    [InlineData("64", 128)]
    [InlineData("16", 33)]
    public void A_write_that_runs_out_of_memory_leaves_what_the_writes_of_its_pages_do(string size, int mebibytes) =>
        Assert.All(MemoryCase.BothKernels, kernel => Assert.Equal(Written(kernel, size, mebibytes, bulk: false), Written(kernel, size, mebibytes, bulk: true)));

    [Fact]
    public void So_does_one_that_comes_page_by_page() => Assert.Equal(
        Written(KernelModel.Linux618, null, 128, bulk: false, PageByPage), Written(KernelModel.Linux618, null, 128, bulk: true, PageByPage));

    private static List<string> Written(KernelModel kernel, string? size, int mebibytes, bool bulk, AccessPattern? pattern = null)
    {
        var machine = new Machine(kernel, new MachineOptions { Memory = 64.MiB() }) { UsesBulkPaths = bulk };
        machine.WatchContent();
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        if (size is not null)
        {
            machine.Sysfs.Write($"hugepages-{size}kB/enabled", "always");
        }

        Mapping[] mappings = [machine.Main.Map("first", mebibytes.MiB()), machine.Main.Map("second", 33.MiB() + 4.KiB())];
        List<string> seen =
        [
            .. mappings.Select(mapping => $"{mapping.Write(pattern)} {mapping.Layout}"),
            $"{machine.Main.Faults} {machine.Buddy.FreeFrames} {machine.LruAddBatch.Count} {machine.DeferredSplits.Count}",
            .. machine.Counters.NonZeroVmStats().Concat(machine.Counters.NonZeroSysfs()).Select(pair => pair.ToString()),
        ];
        Assert.Contains(seen, line => line.StartsWith("ENOMEM", StringComparison.Ordinal));
        Assert.Equal([], machine.Check());
        Assert.Empty(machine.CheckContent());
        return seen;
    }
}
