namespace MthpDsl.Simulation;

/// <summary>What compaction and tests ask of the free lists.</summary>
internal sealed partial class BuddyAllocator
{
    /// <summary>Whether a frame is free, in a block of whatever order.</summary>
    public bool IsFree(long frame) => FreeOrderAt(frame) >= 0;

    /// <summary>The order of the free block that a frame lies in, or -1 where it is allocated.</summary>
    public int FreeOrderAt(long frame)
    {
        long block = frame >> _maxOrder;
        int within = (int)(frame & (BlockPages - 1));
        int row = _partial.Find(block);
        for (int order = 0; row >= 0 && order <= _maxOrder; order++)
        {
            if (_partial.Test(row, order, within >> order))
            {
                return order;
            }
        }

        if (row >= 0)
        {
            return -1;
        }

        foreach (PristinePool pool in _pools)
        {
            if (pool.Blocks.Contains(block))
            {
                return FreeOrderIn(pool.Template, within);
            }
        }

        return -1;
    }

    /// <summary>How many frames of an aligned range of this order are free.</summary>
    public long CountFree(long first, int order)
    {
        long count = 0;
        for (long frame = first, end = first + (1L << order); frame < end;)
        {
            int free = FreeOrderAt(frame);
            long next = free < 0 ? frame + 1 : Math.Min(end, ((frame >> free) + 1) << free);
            count += free < 0 ? 0 : next - frame;
            frame = next;
        }

        return count;
    }

    /// <summary>Takes all that is free in an aligned range of this order, as compaction isolates free pages.</summary>
    /// <returns>How many frames were taken; the caller owns them now and may <see cref="Free"/> them one by one.</returns>
    public long ClaimFree(long first, int order)
    {
        long claimed = 0;
        for (long frame = first, end = first + (1L << order); frame < end;)
        {
            int free = FreeOrderAt(frame);
            if (free < 0)
            {
                frame++;
                continue;
            }

            int piece = Math.Min(free, order);
            Detach(frame, free, piece);
            claimed += 1L << piece;
            frame += 1L << piece;
        }

        return claimed;
    }

    /// <summary>All free blocks in ascending order of frames. Wholly free memory makes one entry for each MAX_ORDER block.</summary>
    public IEnumerable<(long Frame, int Order)> EnumerateFree()
    {
        for (long frame = 0; frame < TotalFrames;)
        {
            int order = FreeOrderAt(frame);
            if (order >= 0)
            {
                yield return (frame, order);
            }

            frame += order >= 0 ? 1L << order : 1;
        }
    }

    /// <summary>Checks every invariant of the free lists; for tests.</summary>
    /// <exception cref="InvalidOperationException">One does not hold: the allocator is broken.</exception>
    public void Verify()
    {
        long free = 0;
        Span<long> blocks = stackalloc long[_maxOrder + 1];
        (long lastFrame, int lastOrder) = (-1, -1);
        foreach ((long frame, int order) in EnumerateFree())
        {
            Require((frame & ((1L << order) - 1)) == 0, "a free block is not aligned");
            bool buddies = lastOrder == order && order < _maxOrder && (lastFrame ^ (1L << order)) == frame;
            Require(!buddies, "two free buddies were not merged");
            Require(frame + (1L << order) <= TotalFrames, "a free block leaves the memory");
            blocks[order]++;
            free += 1L << order;
            (lastFrame, lastOrder) = (frame, order);
        }

        Require(free == FreeFrames, "the free frames do not add up");
        for (int order = 0; order <= _maxOrder; order++)
        {
            Require(blocks[order] == FreeBlocks(order), "a free count is wrong");
            Require((AllOrders >> order & 1) != 0 == (blocks[order] > 0), "the mask of orders is wrong");
        }
    }

    private static void Require(bool holds, string broken)
    {
        if (!holds)
        {
            throw new InvalidOperationException(broken);
        }
    }

    private int FreeOrderIn(ulong[] template, int within)
    {
        for (int order = 0; order <= _maxOrder; order++)
        {
            int node = (1 << (_maxOrder - order)) + (within >> order);
            if ((template[node >> 6] >> (node & 63) & 1) != 0)
            {
                return order;
            }
        }

        return -1;
    }

    /// <summary>Takes the piece at <paramref name="frame"/> out of the free block of <paramref name="free"/> it begins or lies in.</summary>
    private void Detach(long frame, int free, int piece)
    {
        long block = frame >> _maxOrder;
        int row = _partial.Find(block);
        if (row < 0)
        {
            row = Materialize(_pools.FindIndex(pool => pool.Blocks.Contains(block)), block);
        }

        int within = (int)(frame & (BlockPages - 1));
        _partial.Clear(row, free, within >> free);
        for (int half = free - 1; half >= piece; half--)
        {
            _partial.Set(row, half, (within >> half) ^ 1);
        }

        FreeFrames -= 1L << piece;
        ReturnIfEmpty(row);
    }
}
