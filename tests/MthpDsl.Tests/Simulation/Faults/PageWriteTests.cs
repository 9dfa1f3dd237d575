using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>Writes of single pages, whatever the page tables and the frame numbers are like.</summary>
public sealed class PageWriteTests
{
    private const int Tables = 3;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    public void In_tables_of_any_size_a_page_comes_as_by_a_fault(int pmdOrder) =>
        Assert.Equal(Written(pmdOrder, fast: false), Written(pmdOrder, fast: true));

    [Fact]
    public void What_a_fault_would_refuse_is_refused()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16).Write(0);
        it.Machine.FailAllocations(0);
        it.Expect(Errno.ENOMEM, it.Main.Write(it.Pages(1, 2)));
        it.Machine.FailNone();
        it.Write(1);

        it.Expect(Errno.None, it.Main.Userfault(it.Heap.Range, UserfaultMode.Missing));
        Assert.Throws<NotModelledException>(() => it.Main.Write(it.Pages(2, 3)));
        Assert.Equal("2 x 4K, none 56K", it.Sound().Layout);
    }

    // The tables hold the numbers of such frames in 64 bits.
    [Fact]
    public void A_page_beyond_the_first_sixteen_terabytes_lies_where_it_lies()
    {
        const long First = 1L << 32;
        var machine = new Machine(KernelModel.Linux618, new MachineOptions { Memory = new ByteSize(20L << 40) });
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        machine.Main.Map("leaves", new ByteSize(First << 12)).Write();
        machine.Sysfs.Write("hugepages-2048kB/enabled", "never");
        Mapping pages = machine.Main.Map("pages", 2.MiB());

        Write(machine.Main, pages, 3);
        Write(machine.Main, pages, 1);
        Write(machine.Main, pages, 2);

        Assert.Equal("none 4K, 3 x 4K, none 2032K", pages.Layout.ToString());
        Assert.All([1, 2, 3], page => Assert.True(Entry(machine.Main, pages, page).Payload >= First));
    }

    private static List<string> Written(int pmdOrder, bool fast)
    {
        var options = new MachineOptions { Memory = 64.MiB(), Geometry = PageGeometry.Small(pmdOrder) };
        var machine = new Machine(KernelModel.Linux618, options) { UsesBulkPaths = fast };
        machine.WatchContent();
        int pages = Tables << pmdOrder;
        Mapping heap = machine.Main.Map("heap", MemoryCase.Size(pages));
        for (int k = 0; k < pages; k++)
        {
            Write(machine.Main, heap, (int)(k * 37L % pages));
        }

        Assert.Equal(Errno.None, machine.Main.Protect(heap.Slice(4.KiB(), 12.KiB()), Protection.Read));
        Assert.Equal([], machine.Check());
        Assert.Empty(machine.CheckContent());
        return [$"{machine.Main.Faults} {machine.LruAddBatch.Count}", .. Enumerable.Range(0, pages).Select(page => Entry(machine.Main, heap, page).ToString())];
    }

    private static void Write(Process process, Mapping mapping, int page) =>
        Assert.Equal(Errno.None, process.Write(mapping.Slice(MemoryCase.Size(page), MemoryCase.Size(page + 1))));

    private static Pte Entry(Process process, Mapping mapping, int page) => process.Mm.Pages.ReadPte((mapping.Range.Start >> 12) + page);
}
