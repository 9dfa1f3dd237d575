namespace MthpDsl.Simulation.Memory;

/// <summary>
/// Direct compaction (spec MM 7.3): empties one aligned block by moving the folios in it elsewhere. Deterministic, which
/// the kernel's is not: of the blocks that can be emptied it takes the one with the fewest frames to move, the lowest first.
/// </summary>
internal sealed class Compaction
{
    /// <summary>COMPACT_MAX_DEFER_SHIFT: after failures at most 1 in 64 requests is tried.</summary>
    private const int MaxDeferShift = 6;

    private readonly BuddyAllocator _buddy;
    private readonly ICompactionOwner _owner;

    private int _deferShift;
    private int _considered;
    private int _orderFailed = int.MaxValue;

    public Compaction(BuddyAllocator buddy, ICompactionOwner owner)
    {
        _buddy = buddy;
        _owner = owner;
    }

    /// <summary>Whether a request of this order is put off because earlier ones failed (compaction_deferred).</summary>
    public bool IsDeferred(int order)
    {
        if (order < _orderFailed)
        {
            return false;
        }

        int limit = 1 << _deferShift;
        _considered = Math.Min(_considered + 1, limit);
        return _considered < limit;
    }

    /// <summary>Makes a block of an order and takes it.</summary>
    /// <param name="order">1 to MAX_PAGE_ORDER.</param>
    /// <param name="minWatermark">Frames that have to stay free beside twice the block (compact_gap).</param>
    /// <param name="moved">Frames that were moved.</param>
    /// <returns>The first frame of the block, allocated; -1 where no block can be emptied.</returns>
    public long Compact(int order, long minWatermark, out long moved)
    {
        moved = 0;
        long candidate = FindCandidate(order, minWatermark);
        if (candidate < 0 || !Vacate(candidate, order, out moved))
        {
            _orderFailed = Math.Min(_orderFailed, order);
            _deferShift = Math.Min(_deferShift + 1, MaxDeferShift);
            _considered = 0;
            return -1;
        }

        _considered = 0;
        _deferShift = 0;
        if (order >= _orderFailed)
        {
            _orderFailed = order + 1;
        }

        return candidate;
    }

    /// <summary>A copy over the allocator and the owner of another machine.</summary>
    public Compaction Clone(BuddyAllocator buddy, ICompactionOwner owner) => new(buddy, owner)
    {
        _deferShift = _deferShift,
        _considered = _considered,
        _orderFailed = _orderFailed,
    };

    private long FindCandidate(int order, long minWatermark)
    {
        long size = 1L << order;
        long fewest = long.MaxValue;
        long best = -1;
        for (long first = 0; first + size <= _buddy.TotalFrames; first += size)
        {
            if (!_buddy.IsTouched(first))
            {
                // Never used: wholly free, or in pieces between frames that cannot be moved.
                first = _buddy.NextTouched(first, size) - size;
                continue;
            }

            long free = _buddy.CountFree(first, order);
            long used = size - free;
            if (used < fewest && _buddy.FreeFrames - free >= minWatermark + (2 * size) && CanEmpty(first, size))
            {
                fewest = used;
                best = first;
            }
        }

        return best;
    }

    private bool CanEmpty(long first, long size)
    {
        for (long frame = first; frame < first + size;)
        {
            int free = _buddy.FreeOrderAt(frame);
            if (free >= 0)
            {
                frame = ((frame >> free) + 1) << free;
                continue;
            }

            // A folio that reaches beyond the block is as large as what is wanted: moving it gains nothing.
            if (!_owner.TryGetMovable(frame, out long head, out int order) || head < first || head + (1L << order) > first + size
                || 1L << order >= size)
            {
                return false;
            }

            frame = head + (1L << order);
        }

        return true;
    }

    private bool Vacate(long first, int order, out long moved)
    {
        moved = 0;
        long size = 1L << order;
        var claimed = new List<(long Frame, int Order)>();
        foreach ((long frame, int piece) in _buddy.EnumerateFree(first, size).ToList())
        {
            _buddy.ClaimFree(frame, piece);
            claimed.Add((frame, piece));
        }

        long at = first;
        while (at < first + size)
        {
            int index = claimed.FindIndex(piece => piece.Frame == at);
            if (index >= 0)
            {
                at += 1L << claimed[index].Order;
                continue;
            }

            _owner.TryGetMovable(at, out long head, out int folio);
            long target = _buddy.Allocate(folio);
            if (target < 0)
            {
                claimed.ForEach(piece => _buddy.Free(piece.Frame, piece.Order));
                return false;
            }

            _owner.Move(head, target, folio);
            claimed.Add((head, folio));
            moved += 1L << folio;
            at += 1L << folio;
        }

        return true;
    }

    /// <summary>Takes over what is put off, for the fork of a machine.</summary>
    public void CopyFrom(Compaction other)
    {
        _deferShift = other._deferShift;
        _considered = other._considered;
        _orderFailed = other._orderFailed;
    }
}
