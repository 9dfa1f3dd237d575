using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>What a table is asked, and what the array says to it.</summary>
internal sealed partial class FrameTableWorld
{
    public void Agree(FrameTable table)
    {
        for (int frame = 0; frame < _frames.Length; frame++)
        {
            Assert.Equal(_frames[frame] is not null, table.IsAllocated(frame));
            if (_frames[frame] is { } plain)
            {
                AgreeOnFrame(table, frame, plain);
            }
        }

        Assert.Equal(Enumerable.Range(0, _frames.Length).Where(IsHead).Select(frame => (long)frame), table.Heads());
        for (int first = 0; first < _frames.Length; first += geometry.PmdPages)
        {
            Assert.Equal(_frames.Skip(first).Take(geometry.PmdPages).Count(frame => frame is not null), table.Block(first).AllocatedFrames);
        }
    }

    private void AgreeOnFrame(FrameTable table, int frame, Frame plain)
    {
        int head = frame & -(1 << plain.Order);
        Assert.Equal((plain.Order, (long)head, 1 << plain.Order), (table.Order(frame), table.Head(frame), table.Pages(frame)));
        Assert.Equal(
            (plain.MapCount, plain.IsExclusive, plain.Token, plain.Index, plain.IsPlain),
            (table.MapCount(frame), table.IsExclusive(frame), table.Token(frame), table.Index(frame), table.IsPlain(frame)));
        if (frame == head)
        {
            Assert.Equal((plain.Flags, plain.Stamp), (table.Flags(frame), table.Stamp(frame)));
            Assert.True(plain.Order == 0 || plain.Large == table.PeekLarge(frame));
        }

        if (random.Next(16) == 0)
        {
            AgreeOnRun(table, frame, plain, most: 1 + random.Next(40));
            AgreeOnMapCounts(table, head, 1 << plain.Order);
        }
    }

    private void AgreeOnRun(FrameTable table, int frame, Frame plain, int most)
    {
        int end = Math.Min(frame + most, (frame | (geometry.PmdPages - 1)) + 1);
        int alike = frame;
        while (alike < end && _frames[alike] is { } other && (other.Order, other.Flags, other.MapCount) == (plain.Order, plain.Flags, plain.MapCount))
        {
            alike++;
        }

        Assert.Equal(plain.Order == 0 && plain.MapCount == 1 ? alike - frame : 0, table.MappedOnceRun(frame, most));
        bool begins = plain.Order < geometry.PmdOrder && (frame & ((1 << plain.Order) - 1)) == 0;
        Assert.Equal(begins ? (alike - frame) >> plain.Order : 0, table.MappedAlikeFolios(frame, most, out int order, out int mapCount));
        Assert.Equal((plain.Order, plain.MapCount), (order, mapCount));
    }

    private void AgreeOnMapCounts(FrameTable table, int head, int pages)
    {
        ushort[] counts = [.. Enumerable.Range(head, pages).Select(frame => (ushort)_frames[frame]!.MapCount)];
        FrameBlock block = table.Block(head);
        Assert.True(block.MapCountsAre(table.Slot(head), pages, counts));
        Assert.Equal(Array.TrueForAll(counts, count => count == 0), block.MapCountsAre(table.Slot(head), pages, []));
        counts[random.Next(pages)]++;
        Assert.False(block.MapCountsAre(table.Slot(head), pages, counts));
    }

    private bool IsHead(int frame) => _frames[frame] is { } known && (frame & ((1 << known.Order) - 1)) == 0;
}
