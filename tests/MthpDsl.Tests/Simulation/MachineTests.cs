using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation;

/// <summary>What a machine says of itself, and what is done to the memory of all its processes.</summary>
public sealed class MachineTests
{
    [Fact]
    public void All_that_all_processes_have_mapped_is_summed_up()
    {
        Machine machine = new(KernelModel.Mainline);
        machine.Main.Map("heap", 2.MiB());
        machine.Main.Fork("child").Map("own", 12.KiB());
        Assert.Equal(2.MiB() + 2.MiB() + 12.KiB(), machine.MappedBytes);

        machine.Main.Exit();

        Assert.Equal(2.MiB() + 12.KiB(), machine.MappedBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Somebody_who_waits_is_told_every_few_thousand_faults_and_may_give_up(bool isRead)
    {
        Machine machine = new(KernelModel.Mainline);
        Mapping heap = machine.Main.Map("heap", 32.MiB());
        int pulses = 0;
        machine.Pulse = () => pulses++;

        Assert.Equal(Errno.None, isRead ? heap.Read() : heap.Write(new AccessPattern { Backwards = true }));

        Assert.InRange(pulses, 2, 8192);
        machine.Pulse = () => throw new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => heap.Read());
    }

    [Theory]
    [InlineData(-1, 0, Errno.EINVAL)]
    [InlineData(0, 0, Errno.None)]
    [InlineData(10, 0, Errno.None)]
    [InlineData(11, 0, Errno.EINVAL)]
    [InlineData(4, -4096, Errno.EINVAL)]
    public void Memory_is_fragmented_to_any_order_that_the_allocator_has(int order, int keep, Errno errno) =>
        Assert.Equal(errno, new Machine(KernelModel.Mainline).Fragment(new FolioOrder(order), new ByteSize(keep)));

    [Theory]
    [InlineData(511 * 4096, 4096)]
    [InlineData((511 * 4096) + 17, 1)]
    [InlineData(510 * 4096, 4097)]
    public void A_memory_error_hits_the_pages_of_its_range_and_not_the_next(int from, int length)
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline).Map(1024).WriteAll();
        it.Set("hugepages-2048kB/enabled", "madvise").Advise(Advice.Hugepage, 0, 1024);
        it.Machine.FailCopies(it.Main, new VirtualRange(it.Heap.Range.Start + from, length));

        Assert.NotEqual(Errno.None, it.Main.Advise(it.Pages(0, 512), Advice.Collapse));
        it.Expect(Errno.None, it.Main.Advise(it.Pages(512, 1024), Advice.Collapse));

        Assert.Equal("512 x 4K, 2M pmd", it.Layout);
    }
}
