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
    [InlineData("read")]
    [InlineData("write backwards")]
    [InlineData("write page by page")]
    [InlineData("write range by range")]
    [InlineData("layout")]
    public void Somebody_who_waits_is_told_every_few_thousand_faults_or_ranges_and_may_give_up(string what)
    {
        Machine machine = new(KernelModel.Mainline, new MachineOptions { Geometry = PageGeometry.Small(6) });
        Mapping heap = machine.Main.Map("heap", 2.GiB());
        int pulses = 0;
        machine.Pulse = () => pulses++;

        switch (what)
        {
            case "read":
                machine.Main.Read(heap.Pages(..8192));
                break;
            case "write backwards":
                machine.Main.Write(heap.Pages(..8192), new AccessPattern { Backwards = true });
                break;
            case "write page by page":
                machine.Main.Write(heap.Range, new AccessPattern { RandomPages = 8192 });
                break;
            case "write range by range":
                machine.Main.Write(heap.Range, new AccessPattern { Every = new ByteSize(64 * 4096), PagesPerStep = 2 });
                break;
            default:
                Assert.Equal(heap.Range.Length >> 12, heap.Layout.Pages);
                break;
        }

        Assert.InRange(pulses, 2, 8192);
        machine.Pulse = () => throw new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => heap.Read());
    }

    [Fact]
    public void What_the_fragmenter_holds_and_the_huge_zero_folio_belong_to_nobody_else()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline, "2048").Map().Read(0);

        Assert.Equal(Errno.None, it.Machine.Fragment(new FolioOrder(3)));

        it.Sound();
    }

    [Fact]
    public void All_memory_may_be_forbidden_and_less_than_none_may_not()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline).Map();

        it.Expect(Errno.None, it.Machine.LimitMemory(ByteSize.Zero)).Expect(Errno.ENOMEM, it.Heap.Write());
        it.Expect(Errno.EINVAL, it.Machine.LimitMemory(new ByteSize(-1))).Expect(Errno.ENOMEM, it.Heap.Write());
        it.Expect(Errno.None, it.Machine.LimitMemory(null)).Expect(Errno.None, it.Heap.Write());
    }

    [Fact]
    public void Page_tables_are_charged_to_the_cgroup_while_their_process_lives()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline).Map().WriteAll();
        Func<long> tables = it.Machine.Cgroup.PageTables!;
        long alone = tables();
        Process child = it.Main.Fork("child");
        Assert.Equal(2 * alone, tables());

        child.Exit();

        Assert.Equal(alone, tables());
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
