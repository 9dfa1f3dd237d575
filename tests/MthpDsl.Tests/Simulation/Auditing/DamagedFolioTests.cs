using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>A folio, a gauge, a queue or a swap slot is damaged; the recount of <c>--check</c> says where, and says nothing else.</summary>
public sealed class DamagedFolioTests : DamagedMachine
{
    [Fact]
    public void A_mapcount()
    {
        Main.Write(Heap.Pages(0..1));
        long pfn = Table[0].Payload;

        FindsAfter(
            () => Frames.RaiseMapCounts(pfn, 1),
            $"the mapcount of frame {pfn:x} is 2, a recount gives 1");
    }

    [Fact]
    public void A_mapcount_of_a_page_in_a_folio()
    {
        long head = WriteFolio();

        FindsAfter(
            () => Frames.RaiseMapCounts(head + 5, 1),
            $"the mapcount of frame {head + 5:x} is 2, a recount gives 1");
    }

    [Fact]
    public void A_page_that_is_exclusive_and_mapped_twice()
    {
        Main.Write(Heap.Pages(0..2));
        Main.Fork("child");
        long pfn = Table[1].Payload;

        FindsAfter(() => Frames.SetExclusive(pfn, 1, true), $"frame {pfn:x} is marked exclusive and mapped 2 times");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_of_a_leaf_that_is_exclusive_and_mapped_twice(bool isSplitInChild)
    {
        WriteLeaf();
        Process child = Main.Fork("child");
        if (isSplitInChild)
        {
            child.Protect(Heap.Pages(0..1), Protection.Read);
        }

        long head = Mm.Pages.Peek(Mm.Pages.PmdIndex(First)).Leaf.Payload;

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

        Assert.Contains(finding.Replace("{0}", $"{head:x}", StringComparison.Ordinal), Machine.Check());
    }

    [Fact]
    public void A_folio_that_nothing_refers_to()
    {
        long head = Machine.Buddy.Allocate(0);
        Frames.MakeFolio(head, 0, FolioFlags.None, 0);
        Machine.Cgroup.Charge(1);

        Assert.Equal([$"folio {head:x} of order 0 is referred to by nothing, and was not freed"], Machine.Check());
    }

    [Fact]
    public void A_folio_that_is_not_aligned()
    {
        long head = Machine.Buddy.Allocate(3) + 1;
        Frames.MakeFolio(head, 2, FolioFlags.None, 0);

        Assert.Contains($"folio {head:x} of order 2 is not aligned", Machine.Check());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_folio_of_which_a_frame_is_free_at_either_end(int page)
    {
        long head = Machine.Buddy.Allocate(2);
        Frames.MakeFolio(head, 2, FolioFlags.None, 0);
        Machine.Buddy.Free(head + page, 0);

        Assert.Contains($"folio {head:x} of order 2 has frames that the buddy allocator calls free", Machine.Check());
    }

    [Fact]
    public void A_head_that_became_the_tail_of_another()
    {
        WriteFolio();
        Main.Write(Heap.Pages(16..17));
        long head = new[] { Table[0].Payload, Table[16].Payload }.First(frame => (frame & 16) != 0);
        uint meta = Frames.Block(head).Meta(Frames.Slot(head));
        Assert.Empty(Machine.Check());

        Frames.Block(head).SetMeta(512, Frames.Slot(head), 1, (meta & ~31u) | 5);

        Assert.Contains($"frame {head:x} is mapped as a head and is none", Machine.Check());
    }

    [Fact]
    public void Frames_that_are_lost()
    {
        Machine.Buddy.Allocate(3);

        Assert.Equal(["the number of frames in folios is 0, a recount gives 8"], Machine.Check());
    }

    [Fact]
    public void A_charge() => FindsAfter(() => Machine.Cgroup.Charge(3), "the charge of the memory cgroup is 3, a recount gives 0");

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void The_gauges_of_a_size(int order)
    {
        Machine.Counters.Add(SizeStat.NrAnon, order, 1);
        Machine.Counters.Add(SizeStat.NrAnonPartiallyMapped, order, 2);

        Assert.Equal(
            [$"nr_anon of order {order} is 1, a recount gives 0", $"nr_anon_partially_mapped of order {order} is 2, a recount gives 0"],
            Machine.Check());
    }

    [Fact]
    public void The_gauge_of_huge_pages() => FindsAfter(
        () => Machine.Counters.Add(VmStat.NrAnonTransparentHugepages, 1), "nr_anon_transparent_hugepages is 1, a recount gives 0");

    [Fact]
    public void A_folio_that_is_queued_without_the_mark()
    {
        long head = WriteFolio();
        Main.Advise(Heap.Pages(0..1), Advice.Dontneed);

        FindsAfter(
            () => Frames.ClearFlags(head, FolioFlags.OnDeferredList),
            "the length of the deferred split queue is 1, a recount gives 0",
            $"the deferred split queue holds {head:x}, which is not marked as queued");
    }

    [Fact]
    public void A_slot_that_counts_an_entry_too_many()
    {
        PageOut();
        long slot = Table[0].Payload;

        FindsAfter(() => Machine.Swap!.Reference(slot), $"the count of swap slot {slot:x} is 2, a recount gives 1");
    }

    [Fact]
    public void A_slot_that_a_folio_is_said_to_cache()
    {
        PageOut();
        Main.Write(Heap.Pages(0..1));
        long slot = Table[9].Payload;
        long folio = Table[0].Payload;

        FindsAfter(() => Machine.Swap!.Cache(slot, folio), $"swap slot {slot} is cached by folio {folio:x}, which does not know");
    }

    [Fact]
    public void An_entry_of_a_slot_that_is_free()
    {
        PageOut();
        long free = Table[0].Payload + 4096;
        Table[0] = Pte.ForSwap(free, exclusive: true);

        Assert.Contains($"a page table names swap slot {free}, which is free", Machine.Check());
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
        Main.Write(Heap.Pages(0..2));
        Main.Pin(Heap.Pages(0..1));
        Main.Hold(Heap.Pages(1..2));
        (long pinned, long held) = (Table[0].Payload, Table[1].Payload);
        Assert.Empty(Machine.Check());

        Frames.References[pinned] = new FolioReferences(1, 2);
        Frames.References.Remove(held);

        Assert.Equal(
            [
                $"the plain references to folio {pinned:x} is 1, a recount gives 0",
                $"the pins of folio {pinned:x} is 2, a recount gives 1",
                $"folio {held:x} is held, and does not count it",
            ],
            Machine.Check());
    }

    [Fact]
    public void A_hundred_findings_are_enough()
    {
        Heap.Write();
        Vma.Flags &= ~VmaFlags.Write;

        Assert.Equal(100, Machine.Check().Count);
    }
}
