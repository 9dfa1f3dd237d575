using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// The per-CPU batch in which a new base page waits before it reaches an LRU list. Until then it is off the LRU and holds
/// one reference more (spec MM 8.2, COLLAPSE H.2).
/// </summary>
internal sealed class LruAddBatch(FrameTable frames)
{
    /// <summary>PAGEVEC_SIZE: the addition that fills the batch empties it.</summary>
    public const int Capacity = 31;

    private readonly long[] _waiting = new long[Capacity];
    private int _count;

    // The epoch in which all that wait were known to have the flag that draining sets, or -1 where one had it not.
    private long _epoch;

    /// <summary>Folios that wait.</summary>
    public int Count => _count;

    /// <summary>Whether a base page waits, and so holds one reference more.</summary>
    public bool Contains(long head) => _count > 0 && _waiting.AsSpan(0, _count).Contains(head);

    /// <summary>folio_add_lru: a large folio, or the addition that fills the batch, empties it at once.</summary>
    public void Add(long head)
    {
        if (frames.Order(head) > 0)
        {
            frames.SetFlags(head, FolioFlags.Lru);
            Drain();
            return;
        }

        Wait(head, frames.Has(head, FolioFlags.Lru));
    }

    /// <summary>Adds a new base page, as <see cref="Add"/> would: its flag is set.</summary>
    public void AddNew(long head) => Wait(head, hasFlag: true);

    /// <summary>Adds consecutive new base pages, as so many calls of <see cref="Add"/> would.</summary>
    public void AddNewRun(long first, long count)
    {
        if (_count + count >= Capacity)
        {
            long left = (_count + count) % Capacity;
            Drain();
            first += count - left;
            count = left;
        }

        for (long i = 0; i < count; i++)
        {
            AddNew(first + i);
        }
    }

    /// <summary>lru_add_drain: everything that waits goes to its list.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Drain()
    {
        for (int i = 0; i < _count && _epoch != frames.PlainEpoch; i++)
        {
            if (!frames.Has(_waiting[i], FolioFlags.Lru))
            {
                frames.SetFlags(_waiting[i], FolioFlags.Lru);
            }
        }

        _count = 0;
    }

    public LruAddBatch Clone(FrameTable newFrames)
    {
        var copy = new LruAddBatch(newFrames) { _count = _count, _epoch = _epoch };
        _waiting.CopyTo(copy._waiting, 0);
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Wait(long head, bool hasFlag)
    {
        // No flag is taken from a page without a new epoch: where the epoch still is the one of the first that waits, all have theirs.
        _epoch = !hasFlag ? -1 : _count == 0 ? frames.PlainEpoch : _epoch;
        _waiting[_count++] = head;
        if (_count == Capacity)
        {
            Drain();
        }
    }
}
