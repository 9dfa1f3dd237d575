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

    private static (Machine Machine, Mapping Heap) Watched()
    {
        Machine machine = new(KernelModel.Mainline);
        machine.WatchContent();
        return (machine, machine.Main.Map("heap", 2.MiB()));
    }

    private static void Break(Machine machine, Mapping mapping, int page, long token) =>
        machine.Frames.SetToken(mapping.Process.Mm.Pages.ReadPte((mapping.Range.Start >> 12) + page).Payload, token);
}
