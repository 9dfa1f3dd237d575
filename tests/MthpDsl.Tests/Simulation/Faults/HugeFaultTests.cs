using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>Faults that get no leaf, or a leaf that not everything may be done with (spec MM 2.3, 2.8).</summary>
public sealed class HugeFaultTests
{
    private static MemoryCase Case(params string[] always) => new MemoryCase(KernelModel.Linux612, always).Map();

    [Theory]
    [InlineData("64", true, "1")]
    [InlineData("2048", true, "1")]
    [InlineData("2048", false, "0")]
    [InlineData("2048", false, "1")]
    public void A_fault_that_waits_for_a_handler_keeps_no_folio(string size, bool write, string useZeroPage)
    {
        MemoryCase it = Case(size).Set("use_zero_page", useZeroPage);
        it.Expect(Errno.None, it.Main.Userfault(it.Heap.Range, UserfaultMode.Missing));

        Assert.Throws<NotModelledException>(() => write ? it.Main.Write(it.Heap.Range) : it.Main.Read(it.Heap.Range));

        Assert.Equal("none 2M", it.Sound().Layout);
    }

    [Theory]
    [InlineData("64")]
    [InlineData("2048")]
    public void A_write_to_what_userfaultfd_protects_waits_for_the_handler(string size)
    {
        MemoryCase it = Case(size).WriteAll();
        it.Expect(Errno.None, it.Main.Userfault(it.Heap.Range, UserfaultMode.WriteProtect));
        ref PmdSlot slot = ref it.Main.Mm.Pages.Slot(it.Main.Mm.Pages.PmdIndex(it.Heap.Range.Start >> 12));
        if (slot.Table is { } table)
        {
            table[0] = Protected(table[0]);
        }
        else
        {
            slot.Leaf = Protected(slot.Leaf);
        }

        Assert.Throws<NotModelledException>(() => it.Main.Write(it.Pages(0, 1)));
        Assert.False(it.Sound().Main.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).IsWritable);

        static Pte Protected(Pte entry) => entry.With(Pte.UffdWpBit).Without(Pte.WriteBit);
    }

    [Fact]
    public void A_read_for_which_there_is_no_huge_zero_folio_gets_the_zero_page_and_is_a_fallback()
    {
        MemoryCase it = Case("2048");
        it.Machine.FailAllocations(9);

        it.Read(7);

        Assert.Equal("none 28K, zero 4K, none 2016K", it.Layout);
        Assert.Equal((1, 1), (it.Count(VmStat.ThpFaultFallback), it.Count(VmStat.ThpZeroPageAllocFailed)));
        Assert.Equal(0, it.Count(SizeStat.AnonFaultFallback, 2048));
    }

    [Fact]
    public void A_leaf_that_a_read_gets_in_read_only_memory_cannot_be_written()
    {
        MemoryCase it = Case("2048").Set("use_zero_page", "0");
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read)).Read(7);

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal(Errno.EFAULT, it.Main.Write(it.Pages(7, 8)));
    }

    [Fact]
    public void A_leaf_that_mlock_faults_in_is_locked()
    {
        MemoryCase it = Case("2048");
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));
        long head = it.Main.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload;

        Assert.Equal(("2M pmd", true), (it.Layout, it.Machine.Frames.Has(head, FolioFlags.Mlocked)));
    }

    [Theory]
    [InlineData("16")]
    [InlineData("64")]
    [InlineData("2048")]
    public void Zero_bytes_written_over_many_blocks_are_zero_bytes_in_each(string size)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, size).Map(2048).WriteZeros();
        long first = it.Heap.Range.Start >> 12;

        Assert.All(Enumerable.Range(0, 2048), page => Assert.Equal(0, it.Main.ContentOf(first + page)));
    }

    [Fact]
    public void A_page_that_still_waits_for_the_LRU_is_written_in_place_once_the_child_is_gone()
    {
        MemoryCase it = Case().Write(0);
        long frame = it.Heap.Layout.Runs[0].Frame;
        Assert.True(it.Machine.LruAddBatch.Contains(frame));
        it.Main.Fork("child").Exit();

        it.Write(0);

        Assert.Equal(frame, it.Heap.Layout.Runs[0].Frame);
    }
}
