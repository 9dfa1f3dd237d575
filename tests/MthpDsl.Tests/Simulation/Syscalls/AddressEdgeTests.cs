using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Where mappings come to lie and go to, and what they say where they cannot (MM 4).</summary>
public sealed class AddressEdgeTests
{
    private const long Pmd = 2L << 20;
    private const long Guard = 64 * Pmd;

    private static MemoryCase Pages(int pages = 16) => new MemoryCase(KernelModel.Linux618).Map(pages);

    [Theory]
    [InlineData(Pmd, true)]
    [InlineData(Pmd + 4096, true)]
    [InlineData(Pmd - 4096, false)]
    [InlineData(0, false)]
    public void A_mapping_keeps_a_PMD_range_away_from_what_lies_in_its_way(long gap, bool fits)
    {
        Process main = new Machine(KernelModel.Linux618).Main;
        Mapping first = main.Map("first", new ByteSize(Pmd));
        long boundary = first.Range.End + Guard;
        Mapping way = main.Map("way", 64.KiB(), new MapPlacement { Address = boundary + (2 * Pmd) + gap });

        Mapping next = main.Map("next", new ByteSize(2 * Pmd));

        Assert.Equal(fits ? boundary : (way.Range.End + Guard + Pmd - 1) & -Pmd, next.Range.Start);
        Assert.Equal(next.Range.End + Guard, main.Map("last", new ByteSize(Pmd), new MapPlacement { Offset = 12.KiB() }).Range.Start - (12 << 10));
    }

    [Theory]
    [InlineData(-Pmd - (64 << 10), true)]
    [InlineData(-Pmd - (60 << 10), false)]
    [InlineData(-(64 << 10), false)]
    [InlineData(0, false)]
    public void Nor_does_it_come_nearer_to_what_lies_below(long from, bool fits)
    {
        Process main = new Machine(KernelModel.Linux618).Main;
        long boundary = main.Map("first", new ByteSize(Pmd)).Range.End + Guard;
        Mapping below = main.Map("below", 64.KiB(), new MapPlacement { Address = boundary + from });

        Mapping next = main.Map("next", new ByteSize(Pmd));

        Assert.Equal(fits ? boundary : (below.Range.End + Guard + Pmd - 1) & -Pmd, next.Range.Start);
    }

    [Fact]
    public void All_of_the_address_space_can_be_mapped_and_not_a_page_more()
    {
        const long All = AddressAllocator.Limit - AddressAllocator.Base;
        Process main = new Machine(KernelModel.Linux618).Main;
        Assert.Equal(Errno.ENOMEM, main.TryMap("more", new ByteSize(All + 4096), MapPlacement.Default, out _));

        Assert.Equal(new VirtualRange(AddressAllocator.Base, All), main.Map("all", new ByteSize(All)).Range);
    }

    [Fact]
    public void A_mapping_grows_up_to_the_end_of_the_address_space()
    {
        MemoryCase it = Pages();
        Mapping high = it.Main.Map("high", 4.KiB(), new MapPlacement { Address = AddressAllocator.Limit - 8192 });

        it.Expect(Errno.None, it.Main.Grow(high, 4.KiB()));

        Assert.Equal((AddressAllocator.Limit - 8192, AddressAllocator.Limit), (high.Range.Start, high.Range.End));
    }

    [Fact]
    public void A_mapping_that_grows_up_to_another_becomes_one_with_it()
    {
        MemoryCase it = Pages();
        Mapping next = it.Main.Map("next", 4.KiB(), new MapPlacement { Address = it.Heap.Range.End + 4096 });

        it.Expect(Errno.None, it.Main.Grow(it.Heap, 4.KiB()));

        Assert.Equal(1, it.Main.CountVmas(new VirtualRange(it.Heap.Range.Start, next.Range.End - it.Heap.Range.Start)));
    }

    [Fact]
    public void A_mapping_that_fits_nowhere_once_it_has_grown_stays_as_it_is()
    {
        MemoryCase it = Pages();
        VirtualRange before = it.Heap.Range;

        it.Expect(Errno.ENOMEM, it.Main.Grow(it.Heap, new ByteSize(AddressAllocator.Limit - before.Length)));

        Assert.Equal((before, "none 64K", 1), (it.Heap.Range, it.Layout, it.Main.CountVmas(before)));
    }

    [Theory]
    [InlineData(-4096)]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData((64 << 10) - 4096)]
    public void Nothing_can_be_moved_onto_itself(long by)
    {
        MemoryCase it = Pages().WriteAll();

        it.Expect(Errno.EINVAL, it.Main.Move(it.Heap.Range, null, new MapPlacement { Address = it.Heap.Range.Start + by }, out _));

        Assert.Equal("16 x 4K", it.Layout);
        it.Expect(Errno.None, it.Main.Move(it.Heap.Range, null, new MapPlacement { Address = it.Heap.Range.End }, out _));
    }

    // Before 6.17 the target is unmapped first.
    [Fact]
    public void A_move_that_fails_has_unmapped_its_target_by_then()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612).Map(16).WriteAll();
        Mapping target = it.Main.Map("target", 64.KiB());
        target.Write();

        it.Expect(
            Errno.EFAULT,
            it.Main.Move(it.Heap.Range with { Length = it.Heap.Range.Length + 4096 }, null, new MapPlacement { Address = target.Range.Start }, out _));

        Assert.Equal(("16 x 4K", 0), (it.Layout, it.Main.CountVmas(target.Range)));
    }

    [Fact]
    public void What_does_not_fit_into_the_address_space_is_refused_wherever_it_is_asked_for()
    {
        MemoryCase it = Pages();
        Assert.Equal(Errno.ENOMEM, it.Main.TryMap("huge", new ByteSize(1L << 47), MapPlacement.Default, out _));
        Assert.Equal(Errno.EEXIST, it.Main.TryMap("twice", 4.KiB(), new MapPlacement { Address = it.Heap.Range.Start }, out _));
        Assert.Equal(Errno.ENOMEM, it.Main.TryMap("high", 8.KiB(), new MapPlacement { Address = (1L << 47) - 4096 }, out _));
        Assert.Equal(Errno.EINVAL, it.Main.Move(it.Heap.Range, null, new MapPlacement { Address = (1L << 47) - 4096 }, out _));
        Assert.Equal(Errno.ENOMEM, it.Main.Move(it.Heap.Range, null, new MapPlacement { Offset = new ByteSize(1L << 47) }, out _));
        Assert.Equal(Errno.EINVAL, it.Main.Grow(it.Heap, new ByteSize(1L << 47)));
        Assert.Equal(Errno.EINVAL, it.Main.Unmap(it.Heap.Range with { Length = 0 }));
        Assert.Equal(Errno.EINVAL, it.Main.Move(it.Heap.Range with { Length = 0 }, null, MapPlacement.Default, out _));
        Assert.Equal("none 64K", it.Sound().Layout);
    }

    [Theory]
    [InlineData("6.12", Errno.EFAULT)]
    [InlineData("6.18", Errno.None)]
    public void Nothing_can_be_moved_from_where_nothing_is_mapped_but_since_6_17_what_is_before_it(string kernel, Errno beyond)
    {
        MemoryCase it = new MemoryCase(KernelModel.Find(kernel)!).Map(16).WriteAll();
        VirtualRange below = new(it.Heap.Range.Start - 8192, 16384);
        Assert.Equal(Errno.EFAULT, it.Main.Move(below with { Length = 4096 }, null, MapPlacement.Default, out _));
        Assert.Equal(Errno.EFAULT, it.Main.Move(below, null, MapPlacement.Default, out _));
        Assert.Equal(beyond, it.Main.Move(it.Heap.Range with { Length = it.Heap.Range.Length + 4096 }, null, MapPlacement.Default, out _));
        it.Sound();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_locked_mapping_grows_by_is_there_at_once_whether_it_has_to_move_or_not(bool moves)
    {
        MemoryCase it = Pages(8);
        if (moves)
        {
            it.Main.Map("behind", 4.KiB(), new MapPlacement { After = it.Heap });
        }

        long start = it.Heap.Range.Start;
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));
        it.Expect(Errno.None, it.Main.Grow(it.Heap, 32.KiB()));

        Assert.Equal((moves, "16 x 4K"), (it.Heap.Range.Start != start, it.Layout));
    }

    [Fact]
    public void A_mapping_that_grows_and_moves_takes_its_pages_along_and_leaves_nothing()
    {
        MemoryCase it = Pages(8).WriteAll();
        it.Main.Map("behind", 4.KiB(), new MapPlacement { After = it.Heap });
        VirtualRange old = it.Heap.Range;

        it.Expect(Errno.None, it.Main.Grow(it.Heap, 32.KiB()));

        Assert.Equal("8 x 4K, none 32K", it.Layout);
        Assert.Equal((0, 1), (it.Main.CountVmas(old), it.Main.CountVmas(it.Heap.Range)));
        Assert.Equal(16 * 4096, it.Heap.Range.Length);
        Assert.Equal(Errno.EFAULT, it.Main.Read(new VirtualRange(it.Heap.Range.End, 4096)));
    }

    [Fact]
    public void Several_mappings_are_moved_together_but_not_from_a_hole_and_not_under_userfaultfd()
    {
        MemoryCase it = Pages(48).WriteAll();
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(16, 32)));
        it.Expect(Errno.EFAULT, it.Main.Move(it.Pages(20, 48), null, MapPlacement.Default, out _));
        it.Expect(Errno.None, it.Main.Userfault(it.Pages(32, 48), UserfaultMode.WriteProtect));
        it.Expect(Errno.EFAULT, it.Main.Move(it.Pages(0, 48), null, new MapPlacement { Address = it.Heap.Range.Start + (1L << 30) }, out _));
    }

    [Fact]
    public void A_mapping_under_userfaultfd_can_be_moved_in_part_or_whole_and_not_with_others()
    {
        MemoryCase it = Pages(48).WriteAll();
        it.Expect(Errno.None, it.Main.Userfault(it.Pages(0, 16), UserfaultMode.WriteProtect));

        it.Expect(Errno.EFAULT, it.Main.Move(it.Heap.Range, null, MapPlacement.Default, out _));
        Assert.Equal("48 x 4K", it.Layout);

        it.Expect(Errno.None, it.Main.Move(it.Pages(0, 8), null, MapPlacement.Default, out _));
        Assert.Equal("none 32K, 40 x 4K", it.Layout);
        it.Expect(Errno.None, it.Main.Move(it.Pages(8, 16), null, MapPlacement.Default, out _));
        Assert.Equal("none 64K, 32 x 4K", it.Layout);
    }
}
