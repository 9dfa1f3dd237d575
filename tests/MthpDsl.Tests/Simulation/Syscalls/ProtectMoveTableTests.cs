using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Spec MM 12, rows 32 to 38 and 60 to 63: mprotect, mremap, munmap, and VMAs that meet.</summary>
public sealed class ProtectMoveTableTests
{
    private static MemoryCase Leaf() => new MemoryCase(KernelModel.Linux612, "2048").Map().WriteAll();

    private static Mapping Move(MemoryCase it, VirtualRange range, string? name, int offset = 0)
    {
        it.Expect(Errno.None, it.Main.Move(range, name, new MapPlacement { Offset = MemoryCase.Size(offset) }, out Mapping? moved));
        return moved!;
    }

    private static string ThpMap(MemoryCase it) => string.Join(
        ", ", it.Main.ThpMaps().SelectMany(map => map.Lines).Where(line => line.KiB > 0).Select(line => $"{line.Label} {line.KiB}"));

    [Fact]
    public void Row_32_protecting_a_page_and_back_leaves_the_folio_whole_and_mapped_by_PTEs()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Protect(it.Pages(1, 2), Protection.Read));
        Assert.Equal(3, it.Main.CountVmas(it.Heap.Range));

        it.Expect(Errno.None, it.Main.Protect(it.Pages(1, 2), Protection.Write));

        Assert.Equal(("2M pte", 1), (it.Layout, it.Main.CountVmas(it.Heap.Range)));
        Assert.Equal(1, it.Count(VmStat.ThpSplitPmd));
        Assert.Equal("anon-thp-pte-aligned-2048kB 2048", ThpMap(it));
        long faults = it.Main.Faults;
        it.WriteAll();
        Assert.Equal(faults, it.Main.Faults);
    }

    [Fact]
    public void Row_33_protecting_a_whole_PMD_range_keeps_the_leaf()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));

        Assert.Equal("2M pmd", it.Layout);
        Assert.Equal(Errno.EFAULT, it.Main.Write(it.Heap.Range));
        Assert.Equal(Errno.None, it.Main.Read(it.Heap.Range));
    }

    [Fact]
    public void Without_any_access_the_pages_stay_and_nobody_reads_them()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(32).WriteAll();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.None));
        Assert.Equal(("2 x 64K", Errno.EFAULT), (it.Layout, it.Main.Read(it.Heap.Range)));

        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Write));
        long faults = it.Main.Faults;
        it.WriteAll();
        Assert.Equal(faults, it.Main.Faults);
    }

    [Fact]
    public void A_hole_ends_mprotect_with_what_came_before_changed()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16).WriteAll();
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(4, 8)));

        it.Expect(Errno.ENOMEM, it.Main.Protect(it.Heap.Range, Protection.Read));

        Assert.Equal(Errno.EFAULT, it.Main.Write(it.Pages(0, 1)));
        Assert.Equal(Errno.None, it.Main.Write(it.Pages(8, 9)));
        Assert.Equal(Errno.ENOMEM, it.Main.Protect(it.Pages(8, 16) with { Length = 9 * 4096 }, Protection.Read));
        Assert.Equal(Errno.EFAULT, it.Main.Write(it.Pages(15, 16)));
        Assert.Equal(Errno.EINVAL, it.Main.Protect(new VirtualRange(it.Heap.Range.Start + 1, 4096), Protection.Read));
    }

    [Fact]
    public void Row_34_a_leaf_moves_whole_to_a_PMD_boundary()
    {
        MemoryCase it = Leaf();
        Mapping moved = Move(it, it.Heap.Range, null);

        Assert.Equal(("heap", "2M pmd"), (moved.Name, moved.Layout.ToString()));
        Assert.Same(moved, it.Heap);
        Assert.Equal(0, it.Count(VmStat.ThpSplitPmd));
    }

    [Fact]
    public void Row_35_a_leaf_that_moves_past_a_boundary_is_split_and_lies_unaligned()
    {
        MemoryCase it = Leaf();
        Mapping moved = Move(it, it.Heap.Range, "moved", offset: 1);

        Assert.Equal("2M pte", moved.Layout.ToString());
        Assert.Equal(1, it.Count(VmStat.ThpSplitPmd));
        Assert.Equal("anon-thp-pte-unaligned-2048kB 2048", ThpMap(it));
        Assert.Null(it.Main.Find("heap"));
    }

    [Fact]
    public void Row_36_a_folio_in_two_places_is_not_partially_mapped()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "64").Map(16).WriteAll();
        Mapping page = Move(it, it.Pages(0, 1), "page");

        Assert.Equal("none 4K, part 60K of 64K at 4K", it.Layout);
        Assert.Equal("part 4K of 64K at 0K", page.Layout.ToString());
        Assert.Equal(0, it.Count(SizeStat.SplitDeferred, 64));
        Assert.Equal(64, it.Main.ThpMaps().SelectMany(map => map.Lines).Where(line => line.Label == "anon-thp-pte-partial").Sum(line => line.KiB));
    }

    [Fact]
    public void Row_37_unmapping_half_a_leaf_leaves_half_a_folio()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(256, 512)));

        Assert.Equal("part 1M of 2M at 0K pte, none 1M", it.Layout);
        Assert.Equal((1, 1), (it.Count(VmStat.ThpSplitPmd), it.Count(SizeStat.SplitDeferred, 2048)));
    }

    [Theory]
    [InlineData(true, "32K, none 32K")]
    [InlineData(false, "64K")]
    public void Rows_60_and_61_a_VMA_that_grew_by_a_merge_gets_a_larger_folio_only_where_it_is_empty(bool writeFirst, string first)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612, "32", "64").Map(8);
        if (writeFirst)
        {
            it.Write(0);
        }

        Mapping next = it.Main.Map("next", 32.KiB(), new MapPlacement { After = it.Heap });
        it.Expect(Errno.None, it.Main.Write(next.Slice(ByteSize.Zero, 4.KiB())));

        var both = new VirtualRange(it.Heap.Range.Start, 64 << 10);
        Assert.Equal(writeFirst ? "2 x 32K" : first, it.Main.LayoutOf(both).ToString());
        Assert.Equal(1, it.Main.CountVmas(both));
    }

    [Fact]
    public void Row_62_memory_mapped_anew_over_a_leaf_gets_another()
    {
        MemoryCase it = Leaf();
        long address = it.Heap.Range.Start;
        it.Expect(Errno.None, it.Main.Unmap(it.Heap.Range));
        Mapping again = it.Main.Map("again", 2.MiB(), new MapPlacement { Address = address });
        again.Write();

        Assert.Equal("2M pmd", again.Layout.ToString());
        Assert.Equal((2, 0), (it.Count(VmStat.ThpFaultAlloc), it.Count(VmStat.ThpSplitPmd)));
    }

    [Fact]
    public void Row_63_a_page_mapped_anew_inside_a_leaf_is_a_base_page()
    {
        MemoryCase it = Leaf();
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(0, 1)));
        it.Main.Map("page", 4.KiB(), new MapPlacement { Address = it.Heap.Range.Start }).Write();

        Assert.Equal("4K, part 2044K of 2M at 4K pte", it.Layout);
        Assert.Equal((1, 1), (it.Count(VmStat.ThpSplitPmd), it.Count(VmStat.ThpDeferredSplitPage)));
        it.Sound();
    }

    [Fact]
    public void A_mapping_grows_in_place_and_moves_where_another_is_in_the_way()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(16).WriteAll();
        long address = it.Heap.Range.Start;
        it.Expect(Errno.None, it.Main.Grow(it.Heap, 64.KiB())).WriteAll();
        Assert.Equal((address, "2 x 64K"), (it.Heap.Range.Start, it.Layout));

        it.Main.Map("next", 4.KiB(), new MapPlacement { After = it.Heap });
        it.Main.Protect(new VirtualRange(it.Heap.Range.End, 4096), Protection.Read);
        it.Expect(Errno.None, it.Main.Grow(it.Heap, 64.KiB())).WriteAll();

        Assert.NotEqual(address, it.Heap.Range.Start);
        Assert.Equal("3 x 64K", it.Layout);
    }

    [Fact]
    public void Shrinking_unmaps_the_tail_and_never_everything()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(32).WriteAll();
        it.Expect(Errno.None, it.Main.Shrink(it.Heap, 72.KiB()));

        Assert.Equal("part 56K of 64K at 0K", it.Layout);
        Assert.Equal(Errno.EINVAL, it.Main.Shrink(it.Heap, 56.KiB()));
    }

    [Fact]
    public void Before_6_17_one_mremap_moves_one_VMA()
    {
        Errno MoveTwo(KernelModel kernel)
        {
            MemoryCase it = new MemoryCase(kernel, "64").Map(32).WriteAll();
            it.Main.Protect(it.Pages(0, 16), Protection.Read);
            Errno errno = it.Main.Move(it.Heap.Range, null, MapPlacement.Default, out _);
            it.Sound();
            Assert.Equal("2 x 64K", it.Layout);
            return errno;
        }

        Assert.Equal(Errno.EFAULT, MoveTwo(KernelModel.Linux612));
        Assert.Equal(Errno.None, MoveTwo(KernelModel.Linux618));
    }
}
