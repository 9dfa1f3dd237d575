using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>A table of frames, and beside it an array that knows each frame by itself; both live the same random life.</summary>
internal sealed partial class FrameTableWorld(PageGeometry geometry, int blocks, Random random)
{
    private static readonly FolioFlags[] _flags = [FolioFlags.Lru, FolioFlags.Referenced, FolioFlags.Dirty, FolioFlags.Locked, FolioFlags.SwapBacked];

    private readonly Frame?[] _frames = new Frame?[geometry.PmdPages * blocks];
    private long _token = 100;
    private long _stamp = -1;

    public FrameTable Table { get; } = new(geometry);

    public FrameTableWorld Copy()
    {
        FrameTableWorld copy = new(geometry, blocks, random);
        _frames.CopyTo(copy._frames, 0);
        return copy;
    }

    public void Step()
    {
        bool[] plain = [.. _frames.Select(frame => frame is { IsPlain: true })];
        long epoch = Table.PlainEpoch;
        int kind = random.Next(17);
        Act(kind);
        bool lost = Enumerable.Range(0, _frames.Length).Any(frame => plain[frame] && _frames[frame] is { IsPlain: false });
        // Bitmaps of tables must be made anew; what is unmapped or dropped is looked at where it happens.
        Assert.True(Table.PlainEpoch > epoch || (Table.PlainEpoch == epoch && (!lost || kind is 6 or 7 or 14 or 16)));
    }

    private void Act(int kind)
    {
        int order = random.Next(3) == 0 ? random.Next(geometry.PmdOrder + 1) : random.Next(Math.Min(4, geometry.PmdOrder));
        order = order == 1 ? 2 : order;
        int head = random.Next(_frames.Length) & -(1 << order);
        switch (kind)
        {
            case 0 when IsFree(head, 1 << order):
                Table.MakeFolio(head, order, FolioFlags.Anon | FolioFlags.Lru, head + 1000);
                Make(head, 1, order, FolioFlags.Allocated | FolioFlags.Anon | FolioFlags.Lru, LargeFolio.Unmapped, token: 0, ascends: false, index: head + 1000);
                break;
            case 1 or 2 when order < geometry.PmdOrder:
                MakeMapped(head, order, random.Next(2) == 0);
                break;
            case 3 when IsFree(head, 1):
                Table.MakeMappedPage(head, head + 2000, ++_token, owner: 1);
                Make(head, 1, 0, FolioFlags.NewAnon, LargeFolio.MappedOnce(1, owner: 1), _token, ascends: true, head + 2000);
                break;
            default:
                ChangeSome(kind, head);
                break;
        }
    }

    private void MakeMapped(int head, int order, bool ascends)
    {
        int folios = 1 + random.Next(5);
        while (folios > 0 && !(head + (folios << order) <= _frames.Length && IsFree(head, folios << order)))
        {
            folios--;
        }

        int owner = 1 + random.Next(3);
        for (int done = 0; done < folios << order;)
        {
            long token = _token + 1;
            int made = (int)Table.MakeMapped(head + done, (folios << order) - done, order, head + done + 3000, token, ascends, owner);
            Make(head + done, made >> order, order, FolioFlags.NewAnon, LargeFolio.MappedOnce(1 << order, owner), token, ascends, head + done + 3000);
            _token += made;
            done += made;
        }
    }

    private void Make(int first, int folios, int order, FolioFlags flags, LargeFolio large, long token, bool ascends, long index)
    {
        for (int i = 0; i < folios << order; i++)
        {
            long stamp = Table.Stamp(first + (i & -(1 << order)));
            int mapCount = large.MappedPages > 0 ? 1 : 0;
            _frames[first + i] = new Frame(order, flags, mapCount, mapCount > 0, ascends ? token + i : token, index + i, stamp, large);
        }

        // Later folios are younger, whatever numbers they get.
        for (int i = 0; i < folios; i++)
        {
            long stamp = _frames[first + (i << order)]!.Stamp;
            Assert.True(stamp > _stamp);
            _stamp = stamp;
        }
    }

    private void ChangeSome(int kind, int at)
    {
        if (_frames[at] is not { } frame)
        {
            return;
        }

        int head = at & -(1 << frame.Order);
        int first = head + random.Next(1 << frame.Order);
        int count = 1 + random.Next((head + (1 << frame.Order)) - first);
        FolioFlags flag = _flags[random.Next(_flags.Length)];
        switch (kind)
        {
            case 4 or 5:
                int unmapped = Enumerable.Range(first, count).Count(i => _frames[i]!.MapCount == 0);
                Assert.Equal(unmapped, Table.RaiseMapCounts(first, count));
                Change(first, count, (old, _) => old with { MapCount = old.MapCount + 1 });
                break;
            case 6 when Enumerable.Range(first, count).All(i => _frames[i]!.MapCount > 0):
                Assert.Equal(Enumerable.Range(first, count).Count(i => _frames[i]!.MapCount == 1), Table.LowerMapCounts(first, count));
                Change(first, count, (old, _) => old with { MapCount = old.MapCount - 1 });
                break;
            case 7 when random.Next(3) > 0:
                Table.DropFolio(head);
                Array.Clear(_frames, head, 1 << frame.Order);
                break;
            case 7 when frame.Order >= 2:
                Split(head, frame.Order);
                break;
            case 8:
                Table.SetFlags(head, flag);
                ChangeHead(head, old => old with { Flags = old.Flags | flag });
                break;
            case 9:
                Table.ClearFlags(head, flag);
                ChangeHead(head, old => old with { Flags = old.Flags & ~flag });
                break;
            case 10:
                bool value = random.Next(2) == 0;
                Table.SetExclusive(first, count, value);
                Change(first, count, (old, _) => old with { IsExclusive = value });
                break;
            case 11:
                bool ascends = random.Next(2) == 0;
                Table.SetTokens(first, count, _token, ascends);
                Change(first, count, (old, i) => old with { Token = ascends ? _token + i : _token });
                _token += count;
                break;
            case 12:
                Table.SetIndex(head, at + 5000);
                Change(head, 1 << frame.Order, (old, i) => old with { Index = at + 5000 + i });
                break;
            case 13 when random.Next(2) == 0:
                Table.Touch(head);
                Change(head, 1 << frame.Order, (old, _) => old with { Stamp = Table.Stamp(head) });
                Assert.True(Table.Stamp(head) > _stamp);
                _stamp = Table.Stamp(head);
                break;
            case 13:
                MapBlock(at & -geometry.PmdPages);
                break;
            case 14 when random.Next(2) == 0:
                Table.ClearMapCounts(first, count);
                Change(first, count, (old, _) => old with { MapCount = 0 });
                break;
            case 15 or 16 when frame.Order == 0:
                ChangePages(at, 1 + random.Next(6), drop: kind == 16, flag);
                break;
        }
    }

    private void Split(int head, int order)
    {
        int smaller = order == 2 ? 0 : random.Next(order);
        smaller = smaller == 1 ? 0 : smaller;
        Table.SplitFolio(head, smaller, FolioFlags.Anon | FolioFlags.Lru);
        Change(head, 1 << order, (old, i) => old with
        {
            Order = smaller,
            Flags = FolioFlags.Allocated | FolioFlags.Anon | FolioFlags.Lru,
            Stamp = Table.Stamp(head + (i & -(1 << smaller))),
            Large = LargeFolio.Unmapped,
        });
        _stamp = Table.Stamp(head + (1 << order) - (1 << smaller));
    }

    private void MapBlock(int first)
    {
        int change = random.Next(2) == 0 ? 1 : -1;
        int owner = 1 + random.Next(3);
        if (Table.TryChangeMappingsOfBlock(first, change, owner))
        {
            Assert.All(Enumerable.Range(first, geometry.PmdPages), i => Assert.True(_frames[i]!.Order < geometry.PmdOrder && _frames[i]!.MapCount + Math.Min(change, 0) > 0));
            Change(first, geometry.PmdPages, (old, _) => old with { MapCount = old.MapCount + change, Large = Counted(old, change, owner) });
        }
    }

    private static LargeFolio Counted(Frame frame, int change, int owner)
    {
        LargeFolio large = frame.Large;
        large.CountMappings(owner, change << frame.Order);
        return large;
    }

    // Base pages that follow each other in one block: what they have in common matters for their flags, not where they are dropped.
    private void ChangePages(int first, int most, bool drop, FolioFlags flag)
    {
        int count = 1;
        while (count < most && (first + count) % geometry.PmdPages != 0
            && _frames[first + count] is { Order: 0 } next && (drop || next.Flags == _frames[first]!.Flags))
        {
            count++;
        }

        if (drop)
        {
            Table.DropRun(first, count);
            Array.Clear(_frames, first, count);
        }
        else
        {
            Table.ClearRunFlags(first, count, flag);
            Change(first, count, (old, _) => old with { Flags = old.Flags & ~flag });
        }
    }

    private void ChangeHead(int head, Func<Frame, Frame> change) => _frames[head] = change(_frames[head]!);

    private void Change(int first, int count, Func<Frame, int, Frame> change)
    {
        for (int i = 0; i < count; i++)
        {
            _frames[first + i] = change(_frames[first + i]!, i);
        }
    }

    private bool IsFree(int first, int count) => Array.TrueForAll(_frames[first..(first + count)], frame => frame is null);

    private sealed record Frame(
        int Order, FolioFlags Flags, int MapCount, bool IsExclusive, long Token, long Index, long Stamp, LargeFolio Large)
    {
        public bool IsPlain => Order == 0 && (Flags & (FolioFlags.NotPlain | FolioFlags.OfPlain)) == FolioFlags.OfPlain && MapCount == 1;
    }
}
