using System.Numerics;

namespace MthpDsl.Simulation.Memory;

/// <summary>Blocks that all look alike, and how memory is fragmented on purpose.</summary>
internal sealed partial class BuddyAllocator
{
    /// <summary>Frames that <see cref="FragmentTo"/> holds for good. They count as unmovable.</summary>
    public long FragmenterFrames { get; private set; }

    /// <summary>
    /// Fragments the free memory: of each free block larger than an order every second piece of that order (the upper one)
    /// is taken away by an unmovable owner, so that what is left is free in pieces of just that order, as a memory hog
    /// leaves it that gives every second stretch back (spec MM 12.1).
    /// </summary>
    /// <param name="order">No free block is larger afterwards. 0 to <see cref="MaxOrder"/>.</param>
    /// <param name="keepFrames">
    /// Frames that stay whole nevertheless, in blocks as large as they come: the lowest of the wholly free blocks first.
    /// A rest too small for a block above the order is not kept.
    /// </param>
    public void FragmentTo(int order, long keepFrames = 0)
    {
        long before = FreeFrames;

        // Listed before the pools are looked at: the row of a block that is kept in part is done with by then.
        List<int> rows = RowsByBlock();
        for (int pool = 0, pools = _pools.Count; pool < pools; pool++)
        {
            keepFrames = FragmentPool(pool, order, keepFrames);
        }

        foreach (int row in rows)
        {
            keepFrames = FragmentRow(row, order, keepFrames);
        }

        FragmenterFrames += before - FreeFrames;
    }

    private List<int> RowsByBlock()
    {
        var rows = new List<int>();
        for (int row = 0; row < Partial.RowLimit; row++)
        {
            if (Partial.BlockOf(row) >= 0)
            {
                rows.Add(row);
            }
        }

        rows.Sort((left, right) => Partial.BlockOf(left).CompareTo(Partial.BlockOf(right)));
        return rows;
    }

    private long FragmentPool(int index, int order, long keep)
    {
        PristinePool pool = _pools[index];
        long above = pool.FramesAbove(order, _maxOrder);
        if (above == 0 || pool.Blocks.Count == 0)
        {
            return keep;
        }

        long kept = Math.Min(pool.Blocks.Count, keep / above);
        keep -= kept * above;
        BlockSet rest = pool.Blocks.Clone();
        MoveRuns(rest, kept, rest.RemoveRange);
        if (keep >> (order + 1) != 0 && rest.Count > 0)
        {
            long partly = rest.First;
            rest.Remove(partly);
            keep = FragmentRow(Materialize(index, partly), order, keep);
        }

        MoveRuns(rest, rest.Count, (first, count) => RemovePristine(index, first, count));
        AddFragmentedPool(index, rest, order);
        return keep;
    }

    private static void MoveRuns(BlockSet blocks, long count, Action<long, long> move)
    {
        for (long first = blocks.First; count > 0;)
        {
            long run = blocks.RunLength(first, count);
            count -= run;
            long next = count > 0 ? blocks.Next(first + run) : 0;
            move(first, run);
            first = next;
        }
    }

    private void AddFragmentedPool(int source, BlockSet blocks, int order)
    {
        if (blocks.Count == 0)
        {
            return;
        }

        // Any row can stand in for the template: it is emptied before the pool is used.
        int scratch = Partial.Rent(blocks.First);
        Partial.Load(scratch, _pools[source].Template);
        long free = FreeFrames;
        FragmentRow(scratch, order, 0);
        FreeFrames = free;
        var pool = new PristinePool(blocks, Partial.Save(scratch), 0);
        Partial.Empty(scratch);
        Partial.Return(scratch);
        pool = pool with { FreeFrames = pool.FramesAbove(-1, _maxOrder) };
        FreeFrames -= blocks.Count * (_pools[source].FreeFrames - pool.FreeFrames);
        _pools.Add(pool);
        RefreshPoolOrders();
    }

    private long FragmentRow(int row, int order, long keep)
    {
        // Listed first, since what is kept of a block is itself a block above the order.
        var blocks = new List<(int Order, int Position)>();
        for (int large = _maxOrder; large > order; large--)
        {
            for (int at = Partial.NextPosition(row, large, 0); at >= 0; at = Partial.NextPosition(row, large, at + 1))
            {
                blocks.Add((large, at));
            }
        }

        foreach ((int large, int at) in blocks)
        {
            if (keep >= 1L << large)
            {
                keep -= 1L << large;
                continue;
            }

            Partial.Clear(row, large, at);
            keep = FragmentBlock(row, large, at, order, keep);
        }

        return keep;
    }

    private long FragmentBlock(int row, int large, int position, int order, long keep)
    {
        if (large == order + 1)
        {
            Partial.Set(row, order, position << 1);
            FreeFrames -= 1L << order;
            return keep;
        }

        for (int half = 0; half < 2; half++)
        {
            int child = (position << 1) + half;
            if (keep >= 1L << (large - 1))
            {
                keep -= 1L << (large - 1);
                Partial.Set(row, large - 1, child);
            }
            else
            {
                keep = FragmentBlock(row, large - 1, child, order, keep);
            }
        }

        return keep;
    }

    private void AddPristine(int pool, long first, long count)
    {
        BlockSet blocks = _pools[pool].Blocks;
        blocks.AddRange(first, count);
        if (blocks.Count == count)
        {
            RefreshPoolOrders();
        }
    }

    private void RemovePristine(int pool, long first, long count)
    {
        BlockSet blocks = _pools[pool].Blocks;
        blocks.RemoveRange(first, count);
        if (blocks.Count == 0)
        {
            RefreshPoolOrders();
        }
    }

    private void RefreshPoolOrders()
    {
        _poolOrders = 0;
        foreach (PristinePool pool in _pools)
        {
            _poolOrders |= pool.Blocks.Count > 0 ? pool.Orders(_maxOrder) : 0;
        }
    }

    /// <summary>Never touched blocks with the same free pieces each.</summary>
    /// <param name="Blocks">Which blocks, in units of MAX_ORDER.</param>
    /// <param name="Template">The free pieces of each, as a row of <see cref="BuddyAllocatorBlocks"/>.</param>
    /// <param name="FreeFrames">Free frames of each.</param>
    private sealed record PristinePool(BlockSet Blocks, ulong[] Template, long FreeFrames)
    {
        public int FreeBlocks(int order, int maxOrder)
        {
            int first = 1 << (maxOrder - order);
            int count = 0;
            for (int node = first; node < first * 2; node++)
            {
                count += (int)(Template[node >> 6] >> (node & 63) & 1);
            }

            return count;
        }

        public uint Orders(int maxOrder)
        {
            uint orders = 0;
            for (int word = 0; word < Template.Length; word++)
            {
                for (ulong bits = Template[word]; bits != 0; bits &= bits - 1)
                {
                    int node = (word << 6) + BitOperations.TrailingZeroCount(bits);
                    orders |= 1u << (maxOrder - BitOperations.Log2((uint)node));
                }
            }

            return orders;
        }

        public long FramesAbove(int order, int maxOrder)
        {
            long frames = 0;
            for (int large = order + 1; large <= maxOrder; large++)
            {
                frames += (long)FreeBlocks(large, maxOrder) << large;
            }

            return frames;
        }
    }
}
