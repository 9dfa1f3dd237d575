using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>A machine is damaged in one place; the recount of <c>--check</c> says where, and says nothing else.</summary>
public sealed class DamagedMachineTests
{
    private readonly Machine _machine = new(KernelModel.Mainline, new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
    private readonly Mapping _heap;
    private readonly long _first;

    public DamagedMachineTests()
    {
        _heap = _machine.Main.Map("heap", 2.MiB());
        _first = _heap.Range.Start >> 12;
    }

    private AddressSpace Mm => _machine.Main.Mm;

    private FrameTable Frames => _machine.Frames;

    private Vma Vma => Mm.Vmas.Find(_first)!;

    private PteTable Table => Mm.Pages.FindTable(Mm.Pages.PmdIndex(_first))!;

    [Fact]
    public void A_VMA_that_ends_before_it_begins() =>
        FindsAfter(() => Vma.End = Vma.Start, $"the VMA of main at page {_first:x} is empty, or overlaps the one below");

    [Fact]
    public void A_VMA_that_reaches_into_the_next()
    {
        Mapping other = _machine.Main.Map("other", 64.KiB(), new MapPlacement { Address = _heap.Range.End + (1 << 20) });
        long start = other.Range.Start >> 12;

        FindsAfter(() => Vma.End = start + 1, $"the VMA of main at page {start:x} is empty, or overlaps the one below");
    }

    [Fact]
    public void A_VMA_that_was_moved_without_rmap_knowing() =>
        FindsAfter(() => Vma.PageOffset++, $"the VMA of main at page {_first:x} was moved, and rmap does not know that VMAs move");

    [Fact]
    public void A_VMA_that_is_advised_both_ways() => FindsAfter(
        () => Vma.Flags |= VmaFlags.HugePage | VmaFlags.NoHugePage,
        $"the VMA of main at page {_first:x} has both kinds of hugepage advice");

    [Fact]
    public void A_page_table_without_a_VMA()
    {
        _heap.Read();

        FindsAfter(() => Mm.Vmas.Remove(Vma), $"the page table of main at page {_first:x} belongs to no VMA");
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(12, 512)]
    public void Entries_beside_a_VMA(int from, int to)
    {
        _machine.Main.Read(_heap.Pages(0..1));
        _machine.Main.Read(_heap.Pages(511..512));
        Assert.Empty(_machine.Check());
        (Vma.Start, Vma.End, Vma.PageOffset) = (_first + from, _first + to, _first + from);

        Assert.Equal([$"entries of main from page {(from > 0 ? _first : _first + to):x} on are set, and no VMA is there"], _machine.Check());
    }

    [Fact]
    public void A_count_of_swap_entries()
    {
        PageOut(_heap);

        FindsAfter(() => Mm.SwapPages--, "MM_SWAPENTS of main is 511, a recount gives 512");
    }

    [Fact]
    public void A_leaf_of_the_huge_zero_folio_that_was_freed()
    {
        AdviseAndRead();
        _machine.HugeZero.Put(Mm);

        FindsAfter(_machine.HugeZero.Shrink, "a leaf maps the huge zero folio, which was freed");
    }

    [Fact]
    public void A_leaf_beside_a_page_table()
    {
        WriteLeaf();

        FindsAfter(
            () => Mm.Pages.Slot(Mm.Pages.PmdIndex(_first)).Table = new PteTable(512),
            $"page {_first:x} of main has both a leaf and a table");
    }

    [Fact]
    public void A_VMA_that_ends_inside_a_leaf()
    {
        WriteLeaf();
        Vma.End--;

        Assert.Contains($"a VMA of main ends inside the leaf at page {_first:x}", _machine.Check());
    }

    [Fact]
    public void A_leaf_of_what_is_no_folio_of_PMD_order()
    {
        _heap.Write();
        long pfn = Table[0].Payload;
        ref PmdSlot slot = ref Mm.Pages.Slot(Mm.Pages.PmdIndex(_first));
        (slot.Table, slot.Leaf) = (null, Pte.ForFrame(pfn, 0));

        Assert.Contains($"the leaf at page {_first:x} of main maps no folio of PMD order at frame {pfn:x}", _machine.Check());
    }

    [Fact]
    public void An_entry_of_a_frame_that_no_folio_has()
    {
        _machine.Main.Read(_heap.Pages(0..1));
        long free = Enumerable.Range(0, 1 << 19).First(frame => _machine.Buddy.IsFree(frame));
        Table[3] = Pte.ForFrame(free, 0);
        Mm.AnonRssPages++;

        Assert.Equal([$"page {_first + 3:x} of main maps frame {free:x}, which no folio has"], _machine.Check());
    }

    [Fact]
    public void An_entry_that_is_writable_in_a_VMA_that_is_not()
    {
        _machine.Main.Write(_heap.Pages(0..1));

        FindsAfter(
            () => Vma.Flags &= ~VmaFlags.Write,
            $"page {_first:x} of main is writable without a writable VMA and the exclusive marker");
    }

    [Fact]
    public void A_writable_entry_of_a_page_that_is_not_exclusive()
    {
        _machine.Main.Write(_heap.Pages(0..1));

        FindsAfter(
            () => Frames.SetExclusive(Table[0].Payload, 1, false),
            $"page {_first:x} of main is writable without a writable VMA and the exclusive marker");
    }

    [Fact]
    public void An_entry_that_may_be_read_where_nothing_may()
    {
        _machine.Main.Write(_heap.Pages(7..8));
        Table[7] = Table[7].Without(Pte.WriteBit);

        FindsAfter(() => Vma.Flags &= ~VmaFlags.Access, $"page {_first + 7:x} of main does not have the access of its VMA");
    }

    [Fact]
    public void An_entry_that_rmap_cannot_find()
    {
        _machine.Main.Write(_heap.Pages(0..1));
        long pfn = Table[0].Payload;

        FindsAfter(
            () => Frames.SetIndex(pfn, _first + 1),
            $"page {_first:x} of main has another index than its frame {pfn:x}: rmap cannot find it");
    }

    [Fact]
    public void A_mapcount()
    {
        _machine.Main.Write(_heap.Pages(0..1));
        long pfn = Table[0].Payload;

        FindsAfter(
            () => Frames.RaiseMapCounts(pfn, 1),
            $"the mapcount of frame {pfn:x} is 2, a recount gives 1");
    }

    [Fact]
    public void A_page_that_is_exclusive_and_mapped_twice()
    {
        _machine.Main.Write(_heap.Pages(0..2));
        _machine.Main.Fork("child");
        long pfn = Table[1].Payload;

        FindsAfter(() => Frames.SetExclusive(pfn, 1, true), $"frame {pfn:x} is marked exclusive and mapped 2 times");
    }

    [Fact]
    public void A_page_of_a_leaf_that_is_exclusive_and_mapped_twice()
    {
        WriteLeaf();
        _machine.Main.Fork("child");
        long head = Mm.Pages.Peek(Mm.Pages.PmdIndex(_first)).Leaf.Payload;

        FindsAfter(() => Frames.SetExclusive(head + 5, 1, true), $"frame {head + 5:x} is marked exclusive and mapped 2 times");
    }

    [Theory]
    [InlineData("large_mapcount of folio {0} is 17, a recount gives 16")]
    [InlineData("entire_mapcount of folio {0} is 1, a recount gives 0")]
    [InlineData("the pages mapped of folio {0} is 15, a recount gives 16")]
    [InlineData("folio {0} gives address space 1 17 mappings, which has 16")]
    [InlineData("folio {0} gives address space 1 0 mappings, which has 16")]
    [InlineData("folio {0} gives address space 9 1 mappings, which has 0")]
    public void What_a_large_folio_counts(string finding)
    {
        long head = WriteFolio();
        ref LargeFolio folio = ref Frames.Large(head);
        switch (finding)
        {
            case ['l', ..]:
                folio.LargeMapCount++;
                break;
            case ['e', ..]:
                folio.EntireMapCount++;
                break;
            case ['t', ..]:
                folio.MappedPages--;
                break;
            case var owner when owner.Contains(" 17 ", StringComparison.Ordinal):
                folio.FirstOwnerMaps++;
                break;
            case var owner when owner.Contains(" 0 mappings", StringComparison.Ordinal):
                folio.FirstOwnerMaps = 0;
                break;
            default:
                (folio.SecondOwner, folio.SecondOwnerMaps) = (9, 1);
                break;
        }

        Assert.Contains(finding.Replace("{0}", $"{head:x}", StringComparison.Ordinal), _machine.Check());
    }

    [Fact]
    public void A_folio_that_nothing_refers_to()
    {
        long head = _machine.Buddy.Allocate(0);
        Frames.MakeFolio(head, 0, FolioFlags.None, 0);
        _machine.Cgroup.Charge(1);

        Assert.Equal([$"folio {head:x} of order 0 is referred to by nothing, and was not freed"], _machine.Check());
    }

    [Fact]
    public void Frames_that_are_lost()
    {
        _machine.Buddy.Allocate(3);

        Assert.Equal(["the number of frames in folios is 0, a recount gives 8"], _machine.Check());
    }

    [Fact]
    public void A_charge() => FindsAfter(() => _machine.Cgroup.Charge(3), "the charge of the memory cgroup is 3, a recount gives 0");

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void The_gauges_of_a_size(int order)
    {
        _machine.Counters.Add(SizeStat.NrAnon, order, 1);
        _machine.Counters.Add(SizeStat.NrAnonPartiallyMapped, order, 2);

        Assert.Equal(
            [$"nr_anon of order {order} is 1, a recount gives 0", $"nr_anon_partially_mapped of order {order} is 2, a recount gives 0"],
            _machine.Check());
    }

    [Fact]
    public void The_gauge_of_huge_pages() => FindsAfter(
        () => _machine.Counters.Add(VmStat.NrAnonTransparentHugepages, 1), "nr_anon_transparent_hugepages is 1, a recount gives 0");

    [Fact]
    public void A_folio_that_is_queued_without_the_mark()
    {
        long head = WriteFolio();
        _machine.Main.Advise(_heap.Pages(0..1), Advice.Dontneed);

        FindsAfter(
            () => Frames.ClearFlags(head, FolioFlags.OnDeferredList),
            "the length of the deferred split queue is 1, a recount gives 0",
            $"the deferred split queue holds {head:x}, which is not marked as queued");
    }

    [Fact]
    public void A_slot_that_counts_an_entry_too_many()
    {
        PageOut(_heap);
        long slot = Table[0].Payload;

        FindsAfter(() => _machine.Swap!.Reference(slot), $"the count of swap slot {slot:x} is 2, a recount gives 1");
    }

    [Fact]
    public void A_slot_that_a_folio_is_said_to_cache()
    {
        PageOut(_heap);
        _machine.Main.Write(_heap.Pages(0..1));
        long slot = Table[9].Payload;
        long folio = Table[0].Payload;

        FindsAfter(() => _machine.Swap!.Cache(slot, folio), $"swap slot {slot} is cached by folio {folio:x}, which does not know");
    }

    [Fact]
    public void An_entry_of_a_slot_that_is_free()
    {
        PageOut(_heap);
        long free = Table[0].Payload + 4096;
        Table[0] = Pte.ForSwap(free, exclusive: true);

        Assert.Contains($"a page table names swap slot {free}, which is free", _machine.Check());
    }

    [Fact]
    public void An_entry_of_a_slot_without_a_device()
    {
        Machine without = new(KernelModel.Mainline);
        Mapping heap = without.Main.Map("heap", 2.MiB());
        heap.Read();
        PteTable table = without.Main.Mm.Pages.FindTable(without.Main.Mm.Pages.PmdIndex(heap.Range.Start >> 12))!;
        table[0] = Pte.ForSwap(1, exclusive: true);
        without.Main.Mm.SwapPages++;

        Assert.Equal(["the number of slots without a swap device is 0, a recount gives 1"], without.Check());
    }

    [Fact]
    public void References_that_nobody_holds_and_holders_that_are_not_counted()
    {
        _machine.Main.Write(_heap.Pages(0..2));
        _machine.Main.Pin(_heap.Pages(0..1));
        _machine.Main.Hold(_heap.Pages(1..2));
        (long pinned, long held) = (Table[0].Payload, Table[1].Payload);
        Assert.Empty(_machine.Check());

        Frames.References[pinned] = new FolioReferences(1, 2);
        Frames.References.Remove(held);

        Assert.Equal(
            [
                $"the plain references to folio {pinned:x} is 1, a recount gives 0",
                $"the pins of folio {pinned:x} is 2, a recount gives 1",
                $"folio {held:x} is held, and does not count it",
            ],
            _machine.Check());
    }

    [Fact]
    public void A_hundred_findings_are_enough()
    {
        _heap.Write();
        Vma.Flags &= ~VmaFlags.Write;

        Assert.Equal(100, _machine.Check().Count);
    }

    private void FindsAfter(Action damage, params string[] findings)
    {
        Assert.Empty(_machine.Check());
        damage();
        Assert.Equal(findings, _machine.Check());
    }

    private void PageOut(Mapping mapping)
    {
        mapping.Write();
        mapping.Advise(Advice.Pageout);
    }

    private void AdviseAndRead()
    {
        _machine.Sysfs.Write("enabled", "always");
        _machine.Sysfs.Write("hugepages-2048kB/enabled", "inherit");
        _heap.Read();
    }

    private void WriteLeaf()
    {
        _machine.Sysfs.Write("enabled", "always");
        _machine.Sysfs.Write("hugepages-2048kB/enabled", "inherit");
        _heap.Write();
    }

    // One folio of 64K at the beginning of the heap.
    private long WriteFolio()
    {
        _machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        _machine.Main.Write(_heap.Pages(0..1));
        return Table[0].Payload;
    }
}
