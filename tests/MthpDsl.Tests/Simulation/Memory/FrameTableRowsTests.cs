using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Folios that are made by the thousand, in blocks of 16 frames and rows of 1024 blocks, against the same made one by one.</summary>
public sealed class FrameTableRowsTests
{
    private const int Row = 1024 * 16;
    private const int Owner = 7;

    private readonly FrameTable _bulk = new(PageGeometry.Small(4));
    private readonly FrameTable _single = new(PageGeometry.Small(4));

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 5000, -1)]
    [InlineData(4, 0, -1)]
    [InlineData(4, 5000, null)]
    [InlineData(1023, 5000, 16)]
    public void Leaves_are_what_they_would_be_one_by_one(int firstBlock, long token, int? queueTail)
    {
        // The second row had blocks before, which are empty now.
        foreach (FrameTable table in new[] { _bulk, _single })
        {
            table.MakeFolio(Row + 16, 4, FolioFlags.NewAnon, index: 1);
            table.DropFolio(Row + 16);
        }

        const int Count = 4000;
        long first = firstBlock * 16;
        _bulk.MakeLeaves(first, Count, index: 300, token, Owner, queueTail);
        long? last = queueTail;
        for (long pfn = first; pfn < first + (Count * 16); pfn += 16)
        {
            _single.MakeLeaves(pfn, 1, 300 + pfn - first, token == 0 ? 0 : token + pfn - first, Owner, last);
            if (last is not null && pfn > first)
            {
                _single.Large(last.Value).DeferredNext = pfn;
            }

            last = last is null ? null : pfn;
        }

        Agree(first, Count * 16, order: 4);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Folios_that_entries_map_are_what_they_would_be_one_by_one(int order, bool ascends)
    {
        const long First = 8;
        const int Frames = (3 * Row) + 8;
        for (long done = 0; done < Frames;)
        {
            done += _bulk.MakeMapped(First + done, Frames - done, order, 300 + done, ascends ? 9 + done : 9, ascends, Owner);
        }

        for (long done = 0; done < Frames; done += 1 << order)
        {
            Assert.Equal(1 << order, _single.MakeMapped(First + done, 1 << order, order, 300 + done, ascends ? 9 + done : 9, ascends, Owner));
        }

        Agree(First, Frames, order);
    }

    [Fact]
    public void Leaves_are_untouched_up_to_the_end_of_their_row_until_somebody_looks_at_one()
    {
        _bulk.MakeLeaves(0, 2500, index: 300, token: 1, Owner, queueTail: null);
        Assert.Equal((1024, 24), (_bulk.UntouchedLeaves(0), _bulk.UntouchedLeaves(1000 * 16)));
        Assert.Equal((1024, 1), (_bulk.UntouchedLeaves(Row), _bulk.UntouchedLeaves((2 * Row) - 16)));

        Assert.Equal(Row + 6, _bulk.Token(Row + 5));

        Assert.Equal((1024, 0), (_bulk.UntouchedLeaves(0), _bulk.UntouchedLeaves(Row)));
        Assert.Equal(0, _bulk.UntouchedLeaves(2 * Row));
        _bulk.MakeMapped(3 * Row, Row, 2, index: 300, token: 1, tokensAscend: true, Owner);
        Assert.Equal(0, _bulk.UntouchedLeaves(3 * Row));
    }

    private void Agree(long first, long count, int order)
    {
        for (long pfn = first; pfn < first + count; pfn += 1 << order)
        {
            Assert.Equal(Shown(_single, pfn), Shown(_bulk, pfn));
            Assert.True(order == 0 || _single.PeekLarge(pfn) == _bulk.PeekLarge(pfn));
        }

        Assert.Equal(_single.Heads(), _bulk.Heads());
        foreach (FrameTable table in new[] { _bulk, _single })
        {
            table.MakeFolio(first + (count * 2), 0, FolioFlags.NewAnon, index: 1);
        }

        Assert.Equal(_single.Stamp(first + (count * 2)), _bulk.Stamp(first + (count * 2)));
    }

    private static (int Order, FolioFlags Flags, int MapCount, bool IsExclusive, long Index, long Stamp, long First, long Last) Shown(FrameTable table, long pfn)
    {
        long last = pfn + table.Pages(pfn) - 1;
        return (table.Order(pfn), table.Flags(pfn), table.MapCount(last), table.IsExclusive(last), table.Index(pfn), table.Stamp(pfn), table.Token(pfn), table.Token(last));
    }
}
