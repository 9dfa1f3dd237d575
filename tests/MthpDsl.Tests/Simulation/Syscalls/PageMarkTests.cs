using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>What an mlock, an idle mark, a pin and an mprotect leave of pages and their entries (MM 4, 8).</summary>
public sealed class PageMarkTests
{
    private static MemoryCase Pages(int pages = 16) => new MemoryCase(KernelModel.Linux618).Map(pages);

    [Fact]
    public void A_shared_page_stays_locked_until_the_last_of_those_who_locked_it_lets_go()
    {
        MemoryCase it = Pages(1).WriteAll();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        Process[] all = [it.Main, it.Main.Fork("second"), it.Main.Fork("third")];
        foreach (Process process in all)
        {
            it.Expect(Errno.None, process.Lock(it.Heap.Range));
        }

        Machine twin = it.Machine.Fork();
        Assert.Equal([true, true, false], all.Select(process => UnlockedBy(process, it)));
        Assert.Equal([true, true, false], all.Select(process => UnlockedBy(twin.FindProcess(process.Name)!, it)));
    }

    [Fact]
    public void A_lock_says_which_of_both_failed_the_memory_or_the_access()
    {
        MemoryCase it = Pages();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.None));
        it.Expect(Errno.ENOMEM, it.Main.Lock(it.Heap.Range));

        Machine small = new(KernelModel.Linux618, new MachineOptions { Memory = 16.MiB() });
        Assert.Equal(Errno.EAGAIN, small.Main.Lock(small.Main.Map("heap", 64.MiB()).Range));
    }

    [Theory]
    [InlineData("2048")]
    [InlineData("64")]
    public void A_page_that_is_marked_idle_was_referenced_by_nobody(string size)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, size).Map(1024).WriteAll();
        FrameTable frames = it.Machine.Frames;
        long vpn = it.Heap.Range.Start >> 12;
        long[] heads = [.. new[] { 0, 100, 511, 512, 1023 }.Select(page => frames.Head(it.Main.Mm.Pages.ReadPte(vpn + page).Payload))];
        Array.ForEach(heads, head => frames.SetFlags(head, FolioFlags.Referenced));

        it.Main.Idle(it.Pages(0, 512));

        Assert.Equal([false, false, false, true, true], heads.Select(head => frames.Has(head, FolioFlags.Referenced)));
        Assert.Equal([false, false, true, true], new[] { 0, 511, 512, 1023 }.Select(page => it.Main.Mm.Pages.ReadPte(vpn + page).IsYoung));
    }

    [Fact]
    public void An_idle_mark_on_memory_without_pages_marks_nothing()
    {
        MemoryCase it = Pages();
        Mapping other = it.Main.Map("other", 4.KiB());
        other.Write();
        Assert.Equal(0, other.Layout.Runs[0].Frame);
        it.Machine.Frames.SetFlags(0, FolioFlags.Referenced);
        it.Read(3);

        it.Main.Idle(it.Heap.Range);

        Assert.True(it.Machine.Frames.Has(0, FolioFlags.Referenced));
        Assert.True(it.Main.Mm.Pages.ReadPte((it.Heap.Range.Start >> 12) + 3).IsYoung);
    }

    [Fact]
    public void A_read_only_pin_copies_a_shared_page_whatever_else_is_exclusive()
    {
        MemoryCase it = Pages(1);
        Mapping own = it.Main.Map("own", 4.KiB());
        own.Write();
        it.Expect(Errno.None, it.Main.Advise(own.Range, Advice.Dontfork));
        it.WriteAll().Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        Process child = it.Main.Fork("child");
        Assert.Equal((0, true), (own.Layout.Runs[0].Frame, it.Machine.Frames.IsExclusive(0)));

        it.Expect(Errno.None, it.Main.Pin(it.Heap.Range));

        Assert.Equal(("4K", "4K"), (it.Layout, it.LayoutIn(child)));
    }

    [Fact]
    public void A_read_only_pin_of_the_zero_page_gets_zero_bytes()
    {
        MemoryCase it = Pages(1);
        Mapping own = it.Main.Map("own", 4.KiB());
        own.Write();
        Assert.Equal(0, own.Layout.Runs[0].Frame);
        it.Read(0).Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));

        it.Expect(Errno.None, it.Main.Pin(it.Heap.Range));

        Assert.Equal(("4K", 0), (it.Layout, it.Main.ContentOf(it.Heap.Range.Start >> 12)));
    }

    [Fact]
    public void A_read_only_pin_of_a_shared_leaf_splits_it_and_copies_a_page()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll();
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));

        it.Expect(Errno.None, it.Main.Pin(it.Pages(0, 1)));

        Assert.Equal("2M pmd shared", it.LayoutIn(child));
        Assert.Equal("4K, part 2044K of 2M at 4K pte shared", it.Layout);
    }

    [Theory]
    [InlineData("16", 4)]
    [InlineData("2048", 512)]
    public void A_populated_folio_is_referenced_and_one_that_was_populated_twice_is_active(string size, int pages)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, size).Map().Advise(Advice.PopulateWrite, 0, 1);
        long head = it.Main.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload;
        Assert.Equal(pages, it.Machine.Frames.Pages(head));
        Assert.Equal(FolioFlags.Referenced, it.Machine.Frames.Flags(head) & (FolioFlags.Referenced | FolioFlags.Active));

        it.Advise(Advice.PopulateWrite, 0, 1);

        Assert.Equal(FolioFlags.Active, it.Machine.Frames.Flags(head) & (FolioFlags.Referenced | FolioFlags.Active));
    }

    [Fact]
    public void Populating_all_of_a_leaf_is_one_access()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().Advise(Advice.PopulateWrite);

        Assert.False(it.Machine.Frames.Has(it.Main.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload, FolioFlags.Active));
    }

    [Fact]
    public void A_copy_unlocks_the_page_only_for_the_VMA_that_had_it_locked()
    {
        MemoryCase it = Pages(1).WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));
        Process child = it.Main.Fork("child");
        Process second = it.Main.Fork("second");
        it.Expect(Errno.None, child.Write(it.Heap.Range));
        Assert.Equal((true, false, true), (IsLocked(it.Main), IsLocked(child), IsLocked(second)));

        it.WriteAll();
        Assert.Equal((true, false, false), (IsLocked(it.Main), IsLocked(child), IsLocked(second)));
        it.Expect(Errno.None, second.Advise(it.Heap.Range, Advice.Dontneed));

        bool IsLocked(Process process) =>
            it.Machine.Frames.Has(process.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload, FolioFlags.Mlocked);
    }

    [Fact]
    public void A_pin_of_a_leaf_that_nobody_shares_any_more_keeps_it_and_makes_it_the_owners()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll();
        it.Main.Fork("child").Exit();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        long head = it.Main.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload;
        Assert.False(it.Machine.Frames.IsExclusive(head));

        it.Expect(Errno.None, it.Main.Pin(it.Pages(0, 1)));

        Assert.Equal(("2M pmd", true), (it.Layout, it.Machine.Frames.IsExclusive(head + 511)));
    }

    [Theory]
    [InlineData(Protection.None)]
    [InlineData(Protection.Read)]
    [InlineData(Protection.Write)]
    public void Protecting_a_whole_table_is_protecting_each_page_of_it(Protection protection)
    {
        Assert.All(Tables(), make =>
        {
            MemoryCase whole = make();
            MemoryCase single = make();
            Again(whole, [whole.Heap.Range]);
            Again(single, [.. Enumerable.Range(0, 512).Select(page => single.Pages(page, page + 1))]);
            Assert.Equal(Entries(single), Entries(whole));
        });

        void Again(MemoryCase it, VirtualRange[] parts)
        {
            Array.ForEach(parts, part => it.Main.Protect(part, protection));
            it.Sound();
        }
    }

    private static IEnumerable<Func<MemoryCase>> Tables()
    {
        yield return () => new MemoryCase(KernelModel.Linux618).Map().WriteAll();
        yield return () => Forked(new MemoryCase(KernelModel.Linux618).Map().WriteAll());
        yield return () => Forked(new MemoryCase(KernelModel.Linux618).Map().WriteAll()).Write(0, 100, 511);
        yield return () => new MemoryCase(KernelModel.Linux618).Map().Read([.. Enumerable.Range(0, 512)]);
        yield return () => new MemoryCase(KernelModel.Linux618, "64").Map().WriteAll();
        yield return () => new MemoryCase(KernelModel.Linux618).Map().Write(3, 7);
        yield return () => new MemoryCase(KernelModel.Linux612, "2048").Map().WriteAll()
            .Advise(Advice.Dontfork, 0, 256).Advise(Advice.Dofork, 0, 256).Advise(Advice.Dontneed);
        yield return () => PinnedAfterFork(0);
        yield return () => PinnedAfterFork(100);
    }

    // One page is exclusive, and no entry tells: a read-only pin leaves the entry as it was.
    private static MemoryCase PinnedAfterFork(int page)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map().WriteAll();
        it.Main.Fork("child").Exit();
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        return it.Expect(Errno.None, it.Main.Pin(it.Pages(page, page + 1)));
    }

    private static MemoryCase Forked(MemoryCase it)
    {
        it.Main.Fork("child");
        return it;
    }

    private static IEnumerable<ulong> Entries(MemoryCase it) =>
        Enumerable.Range(0, 512).Select(page => it.Main.Mm.Pages.ReadPte((it.Heap.Range.Start >> 12) + page).Attributes).ToList();

    private static bool UnlockedBy(Process process, MemoryCase it)
    {
        Assert.Equal(Errno.None, process.Unlock(it.Heap.Range));
        return process.Machine.Frames.Has(process.Mm.Pages.ReadPte(it.Heap.Range.Start >> 12).Payload, FolioFlags.Mlocked);
    }
}
