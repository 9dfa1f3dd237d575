using System.Runtime.InteropServices;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>
/// The LRU in the order in which reclaim looks at it: what is lazily free, then by age. Listed once for a pass: a folio that was
/// touched since then is younger than all that is still to come.
/// </summary>
internal sealed class LruQueue(Machine machine)
{
    // Keys are stamps; what is lazily free comes before all others by a key below zero.
    private const long LazyFreeKeys = long.MinValue;

    private readonly List<long> _heads = [];
    private readonly List<long> _keys = [];
    private int _next;

    /// <summary>Whether the pass has seen everything.</summary>
    public bool IsExhausted => _next >= _heads.Count;

    /// <summary>Lists the LRU anew, from its cold end.</summary>
    public void Restart()
    {
        _heads.Clear();
        _keys.Clear();
        FrameTable frames = machine.Frames;
        foreach (long head in frames.Heads())
        {
            FolioFlags flags = frames.Flags(head);
            if ((flags & (FolioFlags.Lru | FolioFlags.Unevictable)) == FolioFlags.Lru)
            {
                _heads.Add(head);
                _keys.Add(frames.Stamp(head) | ((flags & FolioFlags.SwapBacked) != 0 ? 0 : LazyFreeKeys));
            }
        }

        CollectionsMarshal.AsSpan(_keys).Sort(CollectionsMarshal.AsSpan(_heads));
        _next = 0;
    }

    /// <summary>Forgets the pass: the order has changed.</summary>
    public void Reset() => _next = _heads.Count;

    /// <summary>The next folio that is still where it was, or -1.</summary>
    public long Next()
    {
        FrameTable frames = machine.Frames;
        while (!IsExhausted)
        {
            long head = _heads[_next];
            long stamp = _keys[_next++] & ~LazyFreeKeys;
            bool same = frames.IsAllocated(head) && frames.Head(head) == head && frames.Stamp(head) == stamp;
            if (same && frames.Has(head, FolioFlags.Lru) && !machine.LruAddBatch.Contains(head))
            {
                return head;
            }
        }

        return -1;
    }

    /// <summary>Takes over the order and the place in it, for the fork of a machine.</summary>
    public void CopyFrom(LruQueue other)
    {
        _heads.AddRange(other._heads);
        _keys.AddRange(other._keys);
        _next = other._next;
    }
}
