using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Where mappings come to lie and go to, what they say where they cannot, and what an mlock, a pin and an idle mark leave (MM 4, 8).</summary>
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
