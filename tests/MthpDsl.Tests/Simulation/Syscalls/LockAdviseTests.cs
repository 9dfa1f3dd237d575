using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Spec MM 4: mlock, the errors of madvise, pins and userfaultfd.</summary>
public sealed class LockAdviseTests
{
    private static MemoryCase Folios(int pages = 32) => new MemoryCase(KernelModel.Linux618, "64").Map(pages);

    [Fact]
    public void Locking_faults_everything_in_and_locks_the_folios()
    {
        MemoryCase it = Folios();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(0, 16)));

        Assert.Equal("64K, none 64K", it.Layout);
        Assert.True(Flags(it, 0).HasFlag(FolioFlags.Mlocked));
        it.Expect(Errno.None, it.Main.Unlock(it.Pages(0, 16)));
        Assert.False(Flags(it, 0).HasFlag(FolioFlags.Mlocked));
        Assert.Equal(1, it.Main.CountVmas(it.Heap.Range));
    }

    [Fact]
    public void A_large_folio_is_locked_only_where_the_range_holds_all_of_it()
    {
        MemoryCase it = Folios().WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(8, 32)));

        Assert.False(Flags(it, 8).HasFlag(FolioFlags.Mlocked));
        Assert.True(Flags(it, 16).HasFlag(FolioFlags.Mlocked));
    }

    [Fact]
    public void Base_pages_of_a_locked_folio_that_is_split_are_locked_each()
    {
        MemoryCase it = Folios().WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(0, 32)));

        it.Expect(Errno.None, it.Main.Split(it.Pages(0, 16)));

        Assert.Equal("16 x 4K, 64K", it.Layout);
        Assert.All(Enumerable.Range(0, 32), page => Assert.True(Flags(it, page).HasFlag(FolioFlags.Mlocked)));
        it.Expect(Errno.None, it.Main.Unlock(it.Pages(0, 32)));
        Assert.All(Enumerable.Range(0, 32), page => Assert.False(Flags(it, page).HasFlag(FolioFlags.Mlocked)));
    }

    [Fact]
    public void Smaller_large_folios_of_a_locked_one_that_is_split_are_not_locked()
    {
        MemoryCase it = Folios().WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(0, 32)));

        it.Expect(Errno.None, it.Main.Split(it.Pages(0, 16), new FolioOrder(2)));

        Assert.Equal("4 x 16K, 64K", it.Layout);
        Assert.False(Flags(it, 0).HasFlag(FolioFlags.Mlocked));
        Assert.True(Flags(it, 16).HasFlag(FolioFlags.Mlocked));
    }

    [Fact]
    public void A_locked_leaf_that_becomes_entries_is_not_locked_any_more()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));
        Assert.True(Flags(it, 0).HasFlag(FolioFlags.Mlocked));

        it.Expect(Errno.None, it.Main.Protect(it.Pages(0, 1), Protection.Read));

        Assert.Equal("2M pte", it.Layout);
        Assert.False(Flags(it, 0).HasFlag(FolioFlags.Mlocked));
    }

    [Fact]
    public void What_two_processes_have_locked_stays_locked_until_both_have_unlocked_it()
    {
        // Locking faults writable memory in as a write does, which would copy it.
        MemoryCase it = Folios().WriteAll();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, it.Main.Lock(it.Pages(0, 16))).Expect(Errno.None, child.Lock(it.Pages(0, 16)));

        it.Expect(Errno.None, it.Main.Unlock(it.Pages(0, 16)));
        Assert.True(Flags(it, 0).HasFlag(FolioFlags.Mlocked));

        it.Expect(Errno.None, child.Unlock(it.Pages(0, 16)));
        Assert.False(Flags(it, 0).HasFlag(FolioFlags.Mlocked));
    }

    [Fact]
    public void Zero_bytes_become_the_zero_page_in_the_child_that_splits_them_and_not_where_they_are_locked()
    {
        MemoryCase it = Folios().WriteZeros();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(0, 16)));
        Process child = it.Main.Fork("child");

        it.Expect(Errno.None, child.Split(it.Pages(0, 16)));

        Assert.Equal("16 x 4K", it.Main.LayoutOf(it.Pages(0, 16)).ToString());
        Assert.Equal("zero 64K", child.LayoutOf(it.Pages(0, 16)).ToString());
    }

    [Theory]
    [InlineData(Advice.Dontneed, "none 64K")]
    [InlineData(Advice.Free, "64K")]
    [InlineData(Advice.Cold, "64K")]
    [InlineData(Advice.Pageout, "16 x 4K")]
    public void Locked_memory_refuses_to_be_dropped_and_what_lies_below_is_dealt_with(Advice advice, string below)
    {
        MemoryCase it = Folios().WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Pages(16, 32)));

        it.Expect(Errno.EINVAL, it.Main.Advise(it.Heap.Range, advice));

        Assert.Equal("64K", it.Main.LayoutOf(it.Pages(16, 32)).ToString());
        Assert.Equal(below, it.Main.LayoutOf(it.Pages(0, 16)).ToString());
    }

    [Fact]
    public void Advice_over_a_hole_reaches_both_sides_and_reports_it()
    {
        MemoryCase it = Folios(48).WriteAll();
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(16, 32)));

        it.Expect(Errno.ENOMEM, it.Main.Advise(it.Heap.Range, Advice.Dontneed));

        Assert.Equal("none 192K", it.Layout);
        Assert.Equal(Errno.EINVAL, it.Main.Advise(new VirtualRange(it.Heap.Range.Start + 8, 4096), Advice.Cold));
    }

    [Fact]
    public void Populating_goes_up_to_a_hole_and_asks_for_the_access()
    {
        MemoryCase it = Folios(48);
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(16, 32)));
        it.Expect(Errno.ENOMEM, it.Main.Advise(it.Heap.Range, Advice.PopulateWrite));
        Assert.Equal("64K, none 128K", it.Layout);

        it.Expect(Errno.None, it.Main.Protect(it.Pages(0, 16), Protection.Read));
        Assert.Equal(Errno.EINVAL, it.Main.Advise(it.Pages(0, 16), Advice.PopulateWrite));
        Assert.Equal(Errno.None, it.Main.Advise(it.Pages(0, 16), Advice.PopulateRead));
        it.Expect(Errno.None, it.Main.Protect(it.Pages(0, 16), Protection.None));
        Assert.Equal(Errno.EINVAL, it.Main.Advise(it.Pages(0, 16), Advice.PopulateRead));
    }

    [Fact]
    public void Locking_reports_holes_and_memory_that_nobody_may_read()
    {
        MemoryCase it = Folios(48);
        it.Expect(Errno.None, it.Main.Protect(it.Pages(0, 16), Protection.None));
        it.Expect(Errno.ENOMEM, it.Main.Lock(it.Pages(0, 16)));
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(16, 32)));
        it.Expect(Errno.ENOMEM, it.Main.Lock(it.Pages(0, 48)));
        it.Expect(Errno.ENOMEM, it.Main.Unlock(it.Pages(20, 24)));
    }

    [Fact]
    public void A_pin_faults_in_a_page_of_ones_own_and_keeps_it_after_munmap()
    {
        MemoryCase it = Folios();
        it.Expect(Errno.None, it.Main.Pin(it.Pages(3, 4)));
        Assert.Equal("64K, none 64K", it.Layout);

        it.Expect(Errno.None, it.Main.Unmap(it.Heap.Range));
        Assert.Equal(1, it.Count(SizeStat.NrAnon, 64));
        it.Main.UnpinAll();
        it.Sound();
        Assert.Equal(0, it.Count(SizeStat.NrAnon, 64));
    }

    [Fact]
    public void A_pin_of_a_shared_page_copies_it_first()
    {
        MemoryCase it = Folios(16).WriteAll();
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, child.Pin(it.Pages(3, 4)));

        Assert.Equal("part 12K of 64K at 0K shared, 4K, part 48K of 64K at 16K shared", it.LayoutIn(child));
    }

    [Fact]
    public void A_read_only_pin_of_the_zero_page_gets_a_page_as_well()
    {
        MemoryCase it = Folios(16).Read(0);
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        it.Expect(Errno.None, it.Main.Pin(it.Pages(0, 2)));

        Assert.Equal("2 x 4K, none 56K", it.Layout);
        Assert.Equal(Errno.EFAULT, it.Main.Pin(new VirtualRange(it.Heap.Range.End, 4096)));
    }

    [Fact]
    public void Userfaultfd_wants_a_VMA_and_passes_over_holes()
    {
        MemoryCase it = Folios(48);
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(16, 32)));

        it.Expect(Errno.EINVAL, it.Main.Userfault(it.Pages(16, 32), UserfaultMode.WriteProtect));
        it.Expect(Errno.None, it.Main.Userfault(it.Heap.Range, UserfaultMode.WriteProtect)).Write(0, 40);

        Assert.Equal("4K, none 156K, 4K, none 28K", it.Layout);
    }

    [Fact]
    public void MADV_FREE_marks_memory_that_a_write_makes_normal_again()
    {
        MemoryCase it = Folios(16).WriteAll().Advise(Advice.Free, 0, 16);
        Assert.Equal(64.KiB(), it.Main.Smaps(it.Heap.Range).LazyFree);

        it.Write(3);
        Assert.Equal(60.KiB(), it.Main.Smaps(it.Heap.Range).LazyFree);
        Assert.Equal(16, it.Count(VmStat.Pglazyfree));
    }

    private static FolioFlags Flags(MemoryCase it, int page)
    {
        long vpn = (it.Heap.Range.Start >> 12) + page;
        return it.Machine.Frames.Flags(it.Machine.Frames.Head(it.Main.Mm.Pages.ReadPte(vpn).Payload));
    }
}
