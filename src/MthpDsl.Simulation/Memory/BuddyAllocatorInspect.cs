using System.Numerics;

namespace MthpDsl.Simulation.Memory;

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
        int row = Partial.Find(block);
        for (int order = 0; row >= 0 && order <= _maxOrder; order++)
        {
            if (Partial.Test(row, order, within >> order))
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

    /// <summary>
    /// Whether anything was ever allocated in the MAX_ORDER block of a frame and not all of it was given back; false too for a
    /// block that <see cref="FragmentTo"/> left as it is.
    /// </summary>
    public bool IsTouched(long frame) => !_pools.Exists(pool => pool.Blocks.Contains(frame >> _maxOrder));

    /// <summary>The first multiple of <paramref name="step"/> behind a frame that lies in a touched block, or the end of memory.</summary>
    public long NextTouched(long frame, long step)
    {
        long block = frame >> _maxOrder;
        for (long run = 1; run > 0;)
        {
            run = 0;
            foreach (PristinePool pool in _pools)
            {
                run += pool.Blocks.RunLength(block + run, long.MaxValue >> _maxOrder);
            }

            block += run;
        }

        long next = Math.Min(block << _maxOrder, TotalFrames);
        return Math.Max(frame + step, (next + step - 1) / step * step);
    }

    /// <summary>All free blocks in ascending order of frames. Wholly free memory makes one entry for each MAX_ORDER block.</summary>
    public IEnumerable<(long Frame, int Order)> EnumerateFree() => EnumerateFree(0, TotalFrames);

    /// <summary>The free blocks of a range, those that reach beyond it cut off at its ends.</summary>
    /// <param name="first">A multiple of the size of the range, which is a power of two, or the start of memory.</param>
    /// <param name="count">Frames of the range.</param>
    public IEnumerable<(long Frame, int Order)> EnumerateFree(long first, long count)
    {
        for (long frame = first; frame < first + count;)
        {
            int order = FreeOrderAt(frame);
            if (order < 0)
            {
                frame++;
                continue;
            }

            int within = Math.Min(order, BitOperations.Log2((ulong)count));
            yield return (frame, within);
            frame += 1L << within;
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
        int row = Partial.Find(block);
        if (row < 0)
        {
            row = Materialize(_pools.FindIndex(pool => pool.Blocks.Contains(block)), block);
        }

        int within = (int)(frame & (BlockPages - 1));
        Partial.Clear(row, free, within >> free);
        for (int half = free - 1; half >= piece; half--)
        {
            Partial.Set(row, half, (within >> half) ^ 1);
        }

        FreeFrames -= 1L << piece;
        ReturnIfEmpty(row);
    }
}
