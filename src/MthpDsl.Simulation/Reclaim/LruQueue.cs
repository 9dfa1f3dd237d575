using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>
/// The LRU in the order in which reclaim looks at it: what is lazily free, then by age. Listed once for a pass: a folio that was
/// touched since then is younger than all that is still to come.
/// </summary>
internal sealed class LruQueue(Machine machine)
{
    private List<(long Head, long Stamp)> _folios = [];
    private int _next;

    /// <summary>Whether the pass has seen everything.</summary>
    public bool IsExhausted => _next >= _folios.Count;

    /// <summary>Lists the LRU anew, from its cold end.</summary>
    public void Restart()
    {
        FrameTable frames = machine.Frames;
        _folios =
        [
            .. frames.Heads()
                .Where(head => frames.Has(head, FolioFlags.Lru) && !frames.Has(head, FolioFlags.Unevictable))
                .Select(head => (Head: head, Stamp: frames.Stamp(head)))
                .OrderBy(folio => frames.Has(folio.Head, FolioFlags.SwapBacked) ? 1 : 0)
                .ThenBy(folio => folio.Stamp),
        ];
        _next = 0;
    }

    /// <summary>Forgets the pass: the order has changed.</summary>
    public void Reset() => _next = _folios.Count;

    /// <summary>The next folio that is still where it was, or -1.</summary>
    public long Next()
    {
        FrameTable frames = machine.Frames;
        while (!IsExhausted)
        {
            (long head, long stamp) = _folios[_next++];
            bool same = frames.IsAllocated(head) && frames.Head(head) == head && frames.Stamp(head) == stamp;
            if (same && frames.Has(head, FolioFlags.Lru) && !machine.LruAddBatch.Contains(head))
            {
                return head;
            }
        }

        return -1;
    }
}
