using System.Numerics;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// The page allocator: free blocks of the orders 0 to MAX_PAGE_ORDER over frame numbers, split at need with the low half
/// kept, merged with the buddy when freed (spec MM 7.1).
/// </summary>
/// <remarks>
/// <para>Which block is taken: of the smallest order that has one. Among blocks of one order the kernel takes the one freed
/// last; here it is the MAX_ORDER block that came last to have one, and in it the lowest address, and among blocks that are
/// wholly free always the lowest. So fresh memory is handed out in ascending frames, and memory given back is again.</para>
/// <para>A block of MAX_ORDER that is wholly free costs one bit and one that is wholly allocated nothing, so 32 TiB are no
/// burden. There is one zone and one migrate type: for a movable request every free block of the three usual types is usable
/// (spec MM 7.1). Per-CPU lists are left out: they change which frame is taken, never whether one is.</para>
/// </remarks>
internal sealed partial class BuddyAllocator
{
    private readonly BuddyAllocatorBlocks _rows;
    private readonly List<PristinePool> _pools;
    private readonly int _maxOrder;
    private uint _poolOrders;

    /// <summary>An allocator whose frames 0 to <paramref name="frames"/> - 1 are all free.</summary>
    /// <param name="geometry">Gives MAX_PAGE_ORDER: 10, 11 or 13.</param>
    /// <param name="frames">Base pages of memory; need not be a multiple of anything.</param>
    public BuddyAllocator(PageGeometry geometry, long frames)
    {
        _maxOrder = geometry.MaxPageOrder;
        TotalFrames = frames;
        long blocks = (frames + BlockPages - 1) >> _maxOrder;
        _rows = new BuddyAllocatorBlocks(_maxOrder, blocks);
        var whole = new PristinePool(new BlockSet(blocks), WholeTemplate(_maxOrder), BlockPages);
        _pools = [whole];
        FreeRange(0, frames);
    }

    private BuddyAllocator(BuddyAllocator other)
    {
        _maxOrder = other._maxOrder;
        TotalFrames = other.TotalFrames;
        FreeFrames = other.FreeFrames;
        FragmenterFrames = other.FragmenterFrames;
        _poolOrders = other._poolOrders;
        _rows = other.Partial.Clone();
        _pools = other._pools.ConvertAll(pool => pool with { Blocks = pool.Blocks.Clone() });
    }

    /// <summary>MAX_PAGE_ORDER: the largest order that can be asked for.</summary>
    public int MaxOrder => _maxOrder;

    /// <summary>Frames of the machine.</summary>
    public long TotalFrames { get; }

    /// <summary>Frames that are free, in blocks of whatever order.</summary>
    public long FreeFrames { get; private set; }

    /// <summary>The largest order of which a block is free, or -1 where no frame is.</summary>
    public int LargestFreeOrder => BitOperations.Log2(AllOrders) - (AllOrders == 0 ? 1 : 0);

    private long BlockPages => 1L << _maxOrder;

    private BlockSet Whole => _pools[0].Blocks;

    private uint AllOrders => Partial.Orders | _poolOrders;

    /// <summary>Free blocks of exactly this order, as <c>/proc/buddyinfo</c> counts them.</summary>
    public long FreeBlocks(int order)
    {
        long count = Partial.FreeBlocks(order);
        foreach (PristinePool pool in _pools)
        {
            count += pool.Blocks.Count * pool.FreeBlocks(order, _maxOrder);
        }

        return count;
    }

    /// <summary>Whether a block of this order, or of a larger one to split, is free.</summary>
    public bool HasFreeBlock(int order) => AllOrders >> order != 0;

    /// <summary>Takes a block out of the free lists.</summary>
    /// <param name="order">0 to <see cref="MaxOrder"/>.</param>
    /// <returns>Its first frame, a multiple of its size; -1 where no block of that order or a larger one is free.</returns>
    public long Allocate(int order)
    {
        if (order == 0)
        {
            return AllocatePage();
        }

        uint fitting = AllOrders >> order;
        if (fitting == 0)
        {
            return -1;
        }

        int from = order + BitOperations.TrailingZeroCount(fitting);
        if (order == _maxOrder)
        {
            long block = Whole.First;
            RemovePristine(0, block, 1);
            FreeFrames -= BlockPages;
            return block << _maxOrder;
        }

        int row = RowWith(from);
        int position = Partial.Lowest(row, from);
        Partial.Clear(row, from, position);
        for (int half = from - 1; half >= order; half--)
        {
            position <<= 1;
            Partial.Set(row, half, position + 1);
        }

        FreeFrames -= 1L << order;
        long frame = (Partial.BlockOf(row) << _maxOrder) + ((long)position << order);
        ReturnIfEmpty(row);
        return frame;
    }

    /// <summary>
    /// Takes several blocks of one order that follow each other: the same ones that as many calls of <see cref="Allocate"/>
    /// would have given.
    /// </summary>
    /// <param name="order">0 to <see cref="MaxOrder"/>.</param>
    /// <param name="wanted">How many blocks at most, at least 1.</param>
    /// <param name="taken">How many there are; where fewer than wanted, the next call gives a run somewhere else.</param>
    /// <returns>The first frame, or -1 where not even one block is free.</returns>
    public long AllocateRun(int order, long wanted, out long taken)
    {
        taken = 0;
        uint fitting = AllOrders >> order;
        if (fitting == 0)
        {
            return -1;
        }

        int from = order + BitOperations.TrailingZeroCount(fitting);
        long wholeBlocks = wanted >> (_maxOrder - order);
        if (from == _maxOrder && wholeBlocks > 0)
        {
            long first = Whole.First;
            long run = Whole.RunLength(first, wholeBlocks);
            RemovePristine(0, first, run);
            FreeFrames -= run << _maxOrder;
            taken = run << (_maxOrder - order);
            return first << _maxOrder;
        }

        int row = RowWith(from);
        int position = Partial.Lowest(row, from);
        Partial.Clear(row, from, position);
        taken = Math.Min(wanted, 1L << (from - order));
        int start = position << from;
        FreeInRow(row, start + (int)(taken << order), start + (1 << from));
        FreeFrames -= taken << order;
        long frame = (Partial.BlockOf(row) << _maxOrder) + start;
        ReturnIfEmpty(row);
        return frame;
    }

    /// <summary>Gives a block back and merges it with its buddy as far as that is free.</summary>
    /// <param name="frame">Its first frame, a multiple of its size. Must be allocated.</param>
    /// <param name="order">0 to <see cref="MaxOrder"/>; need not be the order it was allocated with.</param>
    public void Free(long frame, int order)
    {
        FreeFrames += 1L << order;
        long block = frame >> _maxOrder;
        if (order == _maxOrder)
        {
            AddPristine(0, block, 1);
            return;
        }

        int row = Partial.Find(block);
        if (row < 0)
        {
            row = Partial.Rent(block);
        }

        Merge(row, (int)(frame & (BlockPages - 1)) >> order, order);
    }

    /// <summary>Gives back frames that follow each other, in the largest aligned blocks, ascending.</summary>
    public void FreeRange(long first, long count)
    {
        while (count > 0)
        {
            if ((first & (BlockPages - 1)) == 0 && count >= BlockPages)
            {
                long blocks = count >> _maxOrder;
                AddPristine(0, first >> _maxOrder, blocks);
                long pages = blocks << _maxOrder;
                FreeFrames += pages;
                first += pages;
                count -= pages;
                continue;
            }

            int order = Math.Min(_maxOrder, BitOperations.Log2((ulong)count));
            if (first != 0)
            {
                order = Math.Min(order, BitOperations.TrailingZeroCount(first));
            }

            Free(first, order);
            first += 1L << order;
            count -= 1L << order;
        }
    }

    /// <summary>A copy that shares nothing, for the fork of a machine.</summary>
    public BuddyAllocator Clone() => new(this);

    private static ulong[] WholeTemplate(int maxOrder)
    {
        var template = new ulong[Math.Max(1, (2 << maxOrder) >> 6)];
        template[0] = 2;
        return template;
    }

    /// <summary>A row that has a free block of this order; a pristine block becomes one where no row has.</summary>
    private int RowWith(int order)
    {
        if ((Partial.Orders >> order & 1) != 0)
        {
            return Partial.Head(order);
        }

        int pool = order == _maxOrder
            ? 0
            : _pools.FindIndex(candidate => candidate.Blocks.Count > 0 && (candidate.Orders(_maxOrder) >> order & 1) != 0);
        return Materialize(pool, _pools[pool].Blocks.First);
    }

    private int Materialize(int pool, long block)
    {
        RemovePristine(pool, block, 1);
        int row = Partial.Rent(block);
        if (pool == 0)
        {
            Partial.Set(row, _maxOrder, 0);
        }
        else
        {
            Partial.Load(row, _pools[pool].Template);
        }

        return row;
    }

    private void Merge(int row, int position, int order)
    {
        while (order < _maxOrder && Partial.Test(row, order, position ^ 1))
        {
            Partial.Clear(row, order, position ^ 1);
            position >>= 1;
            order++;
        }

        if (order == _maxOrder)
        {
            long block = Partial.BlockOf(row);
            Partial.Return(row);
            AddPristine(0, block, 1);
        }
        else
        {
            Partial.Set(row, order, position);
        }
    }

    /// <summary>Marks [start, end) of a row's block free, in aligned blocks that have no free buddy.</summary>
    private void FreeInRow(int row, int start, int end)
    {
        while (start < end)
        {
            int order = Math.Min(BitOperations.TrailingZeroCount(start), BitOperations.Log2((uint)(end - start)));
            Partial.Set(row, order, start >> order);
            start += 1 << order;
        }
    }

    private void ReturnIfEmpty(int row)
    {
        if (Partial.OrdersOf(row) == 0)
        {
            Partial.Return(row);
        }
    }
}
