using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>A VMA or an entry is damaged; the recount of <c>--check</c> says where, and says nothing else.</summary>
public sealed class DamagedMachineTests : DamagedMachine
{
    [Fact]
    public void A_VMA_that_ends_before_it_begins() =>
        FindsAfter(() => Vma.End = Vma.Start, $"the VMA of main at page {First:x} is empty, or overlaps the one below");

    [Fact]
    public void A_VMA_that_reaches_into_the_next()
    {
        Mapping other = Main.Map("other", 64.KiB(), new MapPlacement { Address = Heap.Range.End + (1 << 20) });
        long start = other.Range.Start >> 12;

        FindsAfter(() => Vma.End = start + 1, $"the VMA of main at page {start:x} is empty, or overlaps the one below");
    }

    [Fact]
    public void A_VMA_that_was_moved_without_rmap_knowing() =>
        FindsAfter(() => Vma.PageOffset++, $"the VMA of main at page {First:x} was moved, and rmap does not know that VMAs move");

    [Fact]
    public void A_VMA_that_is_advised_both_ways() => FindsAfter(
        () => Vma.Flags |= VmaFlags.HugePage | VmaFlags.NoHugePage,
        $"the VMA of main at page {First:x} has both kinds of hugepage advice");

    [Fact]
    public void A_page_table_without_a_VMA()
    {
        Heap.Read();

        FindsAfter(() => Mm.Vmas.Remove(Vma), $"the page table of main at page {First:x} belongs to no VMA");
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(12, 512)]
    public void Entries_beside_a_VMA(int from, int to)
    {
        Main.Read(Heap.Pages(0..1));
        Main.Read(Heap.Pages(511..512));
        Assert.Empty(Machine.Check());
        (Vma.Start, Vma.End, Vma.PageOffset) = (First + from, First + to, First + from);

        Assert.Equal([$"entries of main from page {(from > 0 ? First : First + to):x} on are set, and no VMA is there"], Machine.Check());
    }

    [Theory]
    [InlineData(0, 500, 500)]
    [InlineData(12, 512, 0)]
    public void A_stretch_of_pages_that_reaches_beyond_its_VMA(int from, int to, int beyond)
    {
        Heap.Write();
        (Vma.Start, Vma.End, Vma.PageOffset) = (First + from, First + to, First + from);

        Assert.Equal(
            [$"entries of main from page {First + beyond:x} on are set, and no VMA is there"],
            Machine.Check().Where(finding => finding.EndsWith("no VMA is there", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_count_of_swap_entries()
    {
        PageOut();

        FindsAfter(() => Mm.SwapPages--, "MM_SWAPENTS of main is 511, a recount gives 512");
    }

    [Fact]
    public void A_leaf_of_the_huge_zero_folio_that_was_freed()
    {
        Machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Heap.Read();
        Machine.HugeZero.Put(Mm);

        FindsAfter(Machine.HugeZero.Shrink, "a leaf maps the huge zero folio, which was freed");
    }

    [Fact]
    public void A_leaf_beside_a_page_table()
    {
        WriteLeaf();

        FindsAfter(
            () => Mm.Pages.Slot(Mm.Pages.PmdIndex(First)).Table = new PteTable(512),
            $"page {First:x} of main has both a leaf and a table");
    }

    [Fact]
    public void A_VMA_that_ends_inside_a_leaf()
    {
        WriteLeaf();
        Vma.End--;

        Assert.Contains($"a VMA of main ends inside the leaf at page {First:x}", Machine.Check());
    }

    [Fact]
    public void A_leaf_of_what_is_no_folio_of_PMD_order()
    {
        Heap.Write();
        long pfn = Table[0].Payload;
        ref PmdSlot slot = ref Mm.Pages.Slot(Mm.Pages.PmdIndex(First));
        (slot.Table, slot.Leaf) = (null, Pte.ForFrame(pfn, 0));

        Assert.Contains($"the leaf at page {First:x} of main maps no folio of PMD order at frame {pfn:x}", Machine.Check());
    }

    [Fact]
    public void An_entry_of_a_frame_that_no_folio_has()
    {
        Main.Read(Heap.Pages(0..1));
        long free = Enumerable.Range(0, 1 << 19).First(frame => Machine.Buddy.IsFree(frame));
        Table[3] = Pte.ForFrame(free, 0);
        Mm.AnonRssPages++;

        Assert.Equal([$"page {First + 3:x} of main maps frame {free:x}, which no folio has"], Machine.Check());
    }

    [Fact]
    public void An_entry_that_is_writable_in_a_VMA_that_is_not()
    {
        Main.Write(Heap.Pages(0..1));

        FindsAfter(
            () => Vma.Flags &= ~VmaFlags.Write,
            $"page {First:x} of main is writable without a writable VMA and the exclusive marker");
    }

    [Fact]
    public void A_writable_entry_of_a_page_that_is_not_exclusive()
    {
        Main.Write(Heap.Pages(0..1));

        FindsAfter(
            () => Frames.SetExclusive(Table[0].Payload, 1, false),
            $"page {First:x} of main is writable without a writable VMA and the exclusive marker");
    }

    [Fact]
    public void An_entry_that_may_be_read_where_nothing_may()
    {
        Main.Write(Heap.Pages(7..8));
        Table[7] = Table[7].Without(Pte.WriteBit);

        FindsAfter(() => Vma.Flags &= ~VmaFlags.Access, $"page {First + 7:x} of main does not have the access of its VMA");
    }

    [Fact]
    public void An_entry_that_rmap_cannot_find()
    {
        Main.Write(Heap.Pages(0..1));
        long pfn = Table[0].Payload;

        FindsAfter(
            () => Frames.SetIndex(pfn, First + 1),
            $"page {First:x} of main has another index than its frame {pfn:x}: rmap cannot find it");
    }
}
