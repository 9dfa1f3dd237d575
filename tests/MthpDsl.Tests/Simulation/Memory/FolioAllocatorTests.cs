using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Who refers to a folio (spec MM 8.2), what a charge is worth, and what is left of a folio that is freed: nothing.</summary>
public sealed class FolioAllocatorTests
{
    private readonly MemoryCase _it = new(KernelModel.Linux618, "64");

    private Machine Machine => _it.Machine;

    [Fact]
    public void A_base_page_has_a_reference_for_its_mapping_its_batch_and_each_hold_and_a_thousand_for_a_pin()
    {
        long page = PageOf(_it.Map(1).Write(0));
        Assert.True(Machine.LruAddBatch.Contains(page));
        Assert.Equal(2, Machine.Folios.ReferenceCount(page));
        Machine.LruAddBatch.Drain();
        Assert.Equal(1, Machine.Folios.ReferenceCount(page));

        _it.Expect(Errno.None, _it.Main.Hold(_it.Heap.Range));
        Assert.Equal(2, Machine.Folios.ReferenceCount(page));
        _it.Expect(Errno.None, _it.Main.Pin(_it.Heap.Range));
        Assert.Equal(2 + 1024, Machine.Folios.ReferenceCount(page));
    }

    [Fact]
    public void A_large_folio_has_one_for_a_pin_as_well()
    {
        long folio = PageOf(_it.Map(16).WriteAll());
        Assert.Equal(16, Machine.Folios.ReferenceCount(folio));

        _it.Expect(Errno.None, _it.Main.Hold(_it.Pages(0, 1)));
        Assert.Equal((17, false), (Machine.Folios.ReferenceCount(folio), Machine.Folios.IsMaybePinned(folio)));
        _it.Expect(Errno.None, _it.Main.Pin(_it.Pages(0, 1)));
        Assert.Equal((18, true), (Machine.Folios.ReferenceCount(folio), Machine.Folios.IsMaybePinned(folio)));
    }

    [Fact]
    public void A_base_page_that_is_held_a_thousand_times_passes_for_a_pinned_one()
    {
        long page = PageOf(_it.Map(1).Write(0));
        Machine.LruAddBatch.Drain();
        for (int holds = 1; holds <= 1023; holds++)
        {
            Assert.Equal(Errno.None, _it.Main.Hold(_it.Heap.Range));
            Assert.Equal(holds == 1023, Machine.Folios.IsMaybePinned(page));
        }
    }

    [Fact]
    public void A_page_that_is_being_copied_is_referred_to_while_the_copy_waits_for_memory()
    {
        long page = PageOf(_it.Map(1).Write(0));
        Machine.LruAddBatch.Drain();
        int references = 0;
        Machine.Cgroup.Limit = Machine.Cgroup.Usage;
        Machine.Cgroup.Reclaim = _ =>
        {
            references = Machine.Folios.ReferenceCount(page);
            return 0;
        };

        Assert.Equal(-1, Machine.Folios.AllocateCopy(page, 0));

        Assert.Equal((2, 1), (references, Machine.Folios.ReferenceCount(page)));
    }

    [Theory]
    [InlineData((int)Gfp.NoReclaim, 0, false)]
    [InlineData((int)Gfp.DirectNoRetry, 1, false)]
    [InlineData((int)Gfp.Direct, 3, true)]
    public void How_often_a_charge_is_tried_again_goes_by_what_the_allocation_may_do(int gfp, int rounds, bool charged)
    {
        int asked = 0;
        Machine.Cgroup.PageTables = null;
        Machine.Cgroup.Limit = 100;
        Machine.Cgroup.Charge(99);
        Machine.Cgroup.Reclaim = _ =>
        {
            asked++;
            Machine.Cgroup.Uncharge(1);
            return 1;
        };
        long free = Machine.Buddy.FreeFrames;

        long head = Machine.Folios.Allocate(2, (Gfp)gfp, 0, out AllocationFailure failure);

        Assert.Equal((charged, rounds), (head >= 0, asked));
        Assert.Equal(charged ? AllocationFailure.None : AllocationFailure.ChargeRefused, failure);
        Assert.Equal(free - (charged ? 4 : 0), Machine.Buddy.FreeFrames);
    }

    [Fact]
    public void A_new_page_in_the_frame_of_one_that_was_freed_has_a_number_of_its_own()
    {
        long page = PageOf(_it.Map(1).Write(0));
        int number = _it.Heap.Layout[0].Folio;

        Assert.Equal(page, PageOf(_it.Advise(Advice.Dontneed, 0, 1).Write(0)));

        Assert.NotEqual(number, _it.Heap.Layout[0].Folio);
    }

    [Fact]
    public void Pages_in_the_frames_that_a_collapse_gave_back_have_numbers_of_their_own()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map().WriteAll();
        it.Machine.LruAddBatch.Drain();
        long first = PageOf(it);
        HashSet<int> numbers = Numbers(it.Heap);
        it.Advise(Advice.Collapse);

        Mapping later = it.Main.Map("later", 2.MiB());
        it.Expect(Errno.None, later.Write());

        Assert.Equal(512, numbers.Count);
        Assert.Contains(later.Layout, run => run.Frame <= first && first < run.Frame + run.Pages);
        Assert.Empty(numbers.Intersect(Numbers(later)));
    }

    [Fact]
    public void How_often_a_page_was_locked_is_forgotten_with_it()
    {
        long page = PageOf(_it.Map(1).Write(0));
        Machine.Mlock.LockFolio(page);
        Machine.Mlock.LockFolio(page);
        Assert.Equal(Errno.None, _it.Main.Advise(_it.Heap.Range, Advice.Dontneed));

        Assert.Equal(page, PageOf(_it.Write(0)));
        Machine.Mlock.LockFolio(page);
        Machine.Mlock.UnlockFolio(page);

        Assert.False(Machine.Frames.Has(page, FolioFlags.Mlocked));
    }

    private static HashSet<int> Numbers(Mapping mapping) => [.. mapping.Layout.SelectMany(run => run.Each()).Select(run => run.Folio)];

    /// <summary>The frame of the mapping's first page.</summary>
    private static long PageOf(MemoryCase it) => it.Main.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload;
}
