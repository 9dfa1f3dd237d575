using MthpDsl.Simulation;
using MthpDsl.Simulation.Auditing;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Properties;

/// <summary>The reference says what each process must read; a token that is lost or leaked does not get past it.</summary>
public sealed class ContentCheckTests
{
    [Fact]
    public void A_page_that_holds_another_write_is_named()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        Break(machine, heap, page: 3, token: 1);

        ContentDifference difference = Assert.Single(machine.CheckContent());

        Assert.Equal("main reads write 1 from heap[page 3], where it must read write 4", difference.ToString());
    }

    [Fact]
    public void A_page_that_was_dropped_must_read_as_zero_bytes()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        machine.Main.Advise(heap.Slice(0.KiB(), 8.KiB()), Advice.Dontneed);
        machine.Main.Read(heap.Slice(0.KiB(), 4.KiB()));
        Assert.Empty(machine.CheckContent());

        machine.Main.Write(heap.Slice(4.KiB(), 8.KiB()), new AccessPattern { Zeros = true });
        Assert.Empty(machine.CheckContent());
        Break(machine, heap, page: 1, token: 2);

        Assert.Equal("zero bytes", Assert.Single(machine.CheckContent()).MustRead);
    }

    [Fact]
    public void A_child_keeps_what_its_parent_overwrites()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        Process child = machine.Main.Fork("child");
        machine.Main.Write(heap.Slice(0.KiB(), 4.KiB()));
        Assert.Empty(machine.CheckContent());

        Break(machine, child.Find("heap")!, page: 0, token: 513);

        Assert.Equal("child reads write 513 from heap[page 0], where it must read write 1", Assert.Single(machine.CheckContent()).ToString());
    }

    [Fact]
    public void A_page_given_up_with_MADV_FREE_may_read_either_way_until_it_is_written_again()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        machine.Main.Advise(heap.Slice(0.KiB(), 8.KiB()), Advice.Free);
        Break(machine, heap, page: 0, token: 0);
        Assert.Empty(machine.CheckContent());

        machine.Main.Write(heap.Slice(4.KiB(), 8.KiB()));
        Break(machine, heap, page: 1, token: 0);

        Assert.Equal("heap[page 1]", Assert.Single(machine.CheckContent()).Place);
    }

    [Fact]
    public void What_moves_takes_its_content_along()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        machine.Main.Move(heap.Slice(64.KiB(), 128.KiB()), "moved", new MapPlacement { Offset = 12.KiB() }, out Mapping? moved);
        Assert.Empty(machine.CheckContent());

        Break(machine, moved!, page: 0, token: 18);

        Assert.Equal("main reads write 18 from moved[page 0], where it must read write 17", Assert.Single(machine.CheckContent()).ToString());
    }

    [Fact]
    public void What_is_not_forked_is_not_the_childs()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        machine.Main.Advise(heap.Slice(0.KiB(), 8.KiB()), Advice.Dontfork);
        machine.Main.Advise(heap.Slice(4.KiB(), 8.KiB()), Advice.Dofork);
        Process child = machine.Main.Fork("child");

        Assert.Empty(machine.CheckContent());
        Assert.Equal(0, child.ContentOf(heap.Range.Start >> 12));
        Assert.Equal(2, child.ContentOf((heap.Range.Start >> 12) + 1));
    }

    [Fact]
    public void What_is_not_forked_stays_so_where_it_is_moved_to_and_what_grows_is_like_its_end()
    {
        (Machine machine, Mapping heap) = Watched();
        machine.Main.Advise(heap.Slice(1024.KiB(), 2048.KiB()), Advice.Dontfork);
        machine.Main.Move(heap.Slice(1016.KiB(), 1024.KiB()), "before", new MapPlacement { Offset = 12.KiB() }, out Mapping? before);
        machine.Main.Move(heap.Slice(1024.KiB(), 2048.KiB()), "moved", new MapPlacement { Offset = 12.KiB() }, out Mapping? moved);
        Assert.Equal(Errno.None, machine.Main.Grow(moved!, 64.KiB()));
        before!.Write();
        moved!.Write();
        Process child = machine.Main.Fork("child");

        Assert.Empty(machine.CheckContent());
        Assert.Equal([true, true, false, false], new[] { before.Range.Start, before.Range.End - 1, moved.Range.Start, moved.Range.End - 1 }.Select(address => child.ContentOf(address >> 12) != 0));
        Break(machine, before, page: 1, token: 1);
        Assert.Equal(["main", "child"], machine.CheckContent().Select(difference => difference.Process));
    }

    [Fact]
    public void The_fork_of_a_machine_knows_what_must_be_read_and_learns_on_its_own()
    {
        (Machine machine, Mapping heap) = Watched();
        machine.Main.Advise(heap.Slice(0.KiB(), 4.KiB()), Advice.Dontfork);
        heap.Write();
        Machine twin = machine.Fork();
        Mapping other = twin.Main.Find("heap")!;
        twin.Main.Write(other.Slice(4.KiB(), 8.KiB()));
        twin.Main.Fork("child");

        Assert.Empty(twin.CheckContent());
        Assert.Empty(machine.CheckContent());
        Break(twin, other, page: 0, token: 2);
        Assert.Equal("main reads write 2 from heap[page 0], where it must read write 1", Assert.Single(twin.CheckContent()).ToString());
        Assert.Empty(machine.CheckContent());
    }

    [Fact]
    public void A_write_whose_page_table_is_gone_is_missed_whatever_else_is_mapped()
    {
        (Machine machine, Mapping heap) = Watched();
        Mapping other = machine.Main.Map("other", 8.KiB());
        machine.Main.Write(heap.Pages(0..1));
        other.Read();
        Assert.Empty(machine.CheckContent());

        machine.Main.Mm.Pages.Slot(machine.Main.Mm.Pages.PmdIndex(heap.Range.Start >> 12)) = default;

        Assert.Equal("main reads zero bytes from heap[page 0], where it must read write 1", Assert.Single(machine.CheckContent()).ToString());
    }

    [Fact]
    public void So_it_is_where_a_range_without_a_page_table_ends_at_what_is_there()
    {
        (Machine machine, Mapping heap) = Watched();
        Mapping next = machine.Main.Map("next", 2.MiB(), new MapPlacement { After = heap });
        machine.Main.Write(next.Pages(0..1));
        machine.Main.Protect(next.Range, Protection.Read);
        Mapping other = machine.Main.Map("other", 4.KiB());
        other.Write();

        machine.Main.Mm.Pages.Slot(machine.Main.Mm.Pages.PmdIndex(other.Range.Start >> 12)) = default;

        Assert.Equal("other[page 0]", Assert.Single(machine.CheckContent()).Place);
    }

    [Fact]
    public void A_page_that_nobody_wrote_must_read_as_zero_bytes()
    {
        (Machine machine, Mapping heap) = Watched();
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        machine.Main.Write(heap.Pages(0..1));
        Assert.Empty(machine.CheckContent());

        Break(machine, heap, page: 5, token: 1);

        Assert.Equal("main reads write 1 from heap[page 5], where it must read zero bytes", Assert.Single(machine.CheckContent()).ToString());
    }

    [Fact]
    public void A_page_outside_of_all_mappings_that_have_a_name_is_told_by_its_address()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Write();
        machine.Main.Map("heap", 4.KiB());
        Break(machine, heap, page: 1, token: 9);

        Assert.Equal($"0x{heap.Range.Start + 4096:x}", Assert.Single(machine.CheckContent()).Place);
    }

    [Fact]
    public void What_was_not_forked_is_again_where_something_new_is_mapped()
    {
        (Machine machine, Mapping heap) = Watched();
        heap.Advise(Advice.Dontfork);
        heap.Unmap();
        Mapping next = machine.Main.Map("next", 2.MiB(), new MapPlacement { Address = heap.Range.Start });
        next.Write();
        Process child = machine.Main.Fork("child");

        Assert.NotEqual(0, child.Find("next")!.ContentOf(511));
        Assert.Empty(machine.CheckContent());
    }

    private static (Machine Machine, Mapping Heap) Watched()
    {
        Machine machine = new(KernelModel.Mainline);
        machine.WatchContent();
        return (machine, machine.Main.Map("heap", 2.MiB()));
    }

    private static void Break(Machine machine, Mapping mapping, int page, long token) =>
        machine.Frames.SetToken(mapping.Process.Mm.Pages.ReadPte((mapping.Range.Start >> 12) + page).Payload, token);
}
