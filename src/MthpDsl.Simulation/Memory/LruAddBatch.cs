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

    /// <summary>Folios that wait.</summary>
    public int Count => _count;

    /// <summary>folio_add_lru: a large folio, or the addition that fills the batch, empties it at once.</summary>
    public void Add(long head)
    {
        if (frames.Order(head) > 0)
        {
            frames.SetFlags(head, FolioFlags.Lru);
            Drain();
            return;
        }

        frames.SetFlags(head, FolioFlags.InLruAddBatch);
        _waiting[_count++] = head;
        if (_count == Capacity)
        {
            Drain();
        }
    }

    /// <summary>lru_add_drain: everything that waits goes to its list.</summary>
    public void Drain()
    {
        for (int i = 0; i < _count; i++)
        {
            frames.ClearFlags(_waiting[i], FolioFlags.InLruAddBatch);
            frames.SetFlags(_waiting[i], FolioFlags.Lru);
        }

        _count = 0;
    }

    public LruAddBatch Clone(FrameTable newFrames)
    {
        var copy = new LruAddBatch(newFrames) { _count = _count };
        _waiting.CopyTo(copy._waiting, 0);
        return copy;
    }
}
