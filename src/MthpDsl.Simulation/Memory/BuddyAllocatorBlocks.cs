using System.Numerics;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// The blocks of MAX_ORDER that are partly free, as rows of arrays: for each a tree of bits (bit <c>2^(max-order) + position</c>
/// is a free block of that order), and a list per order of the rows that have one. A block that is wholly free or wholly
/// allocated has no row.
/// </summary>
internal sealed class BuddyAllocatorBlocks
{
    private const int ChunkShift = 10;
    private const int None = -1;

    private readonly int _maxOrder;
    private readonly int _words;
    private readonly int _orders;
    private readonly int[] _heads;
    private readonly long[] _freeBlocks;
    private readonly int[]?[] _rowOfBlock;

    private int _capacity;
    private int _used;
    private int _spare = None;
    private ulong[] _bits = [];
    private ushort[] _counts = [];

    // The positions that are free at a row and order, xored: where there is but one, that is it, and no bit need be looked for.
    private ushort[] _positions = [];
    private uint[] _rowOrders = [];
    private int[] _next = [];
    private int[] _previous = [];
    private long[] _blockOfRow = [];

    public BuddyAllocatorBlocks(int maxOrder, long blocks)
    {
        _maxOrder = maxOrder;
        _orders = maxOrder + 1;
        _words = Math.Max(1, (2 << maxOrder) >> 6);
        _heads = new int[_orders];
        for (int order = 0; order < _orders; order++)
        {
            _heads[order] = None;
        }

        _freeBlocks = new long[_orders];
        _rowOfBlock = new int[]?[(blocks >> ChunkShift) + 1];
    }

    private BuddyAllocatorBlocks(BuddyAllocatorBlocks other)
    {
        _maxOrder = other._maxOrder;
        _orders = other._orders;
        _words = other._words;
        _heads = (int[])other._heads.Clone();
        _freeBlocks = (long[])other._freeBlocks.Clone();
        _rowOfBlock = Array.ConvertAll(other._rowOfBlock, chunk => (int[]?)chunk?.Clone());
        _capacity = other._capacity;
        _used = other._used;
        _spare = other._spare;
        _bits = (ulong[])other._bits.Clone();
        _counts = (ushort[])other._counts.Clone();
        _positions = (ushort[])other._positions.Clone();
        _rowOrders = (uint[])other._rowOrders.Clone();
        _next = (int[])other._next.Clone();
        _previous = (int[])other._previous.Clone();
        _blockOfRow = (long[])other._blockOfRow.Clone();
        Orders = other.Orders;
    }

    /// <summary>The orders of which some row has a free block, as a mask.</summary>
    public uint Orders { get; private set; }

    /// <summary>Rows ever in use: 0 to one less; some of them may be spare.</summary>
    public int RowLimit => _used;

    public long FreeBlocks(int order) => _freeBlocks[order];

    /// <summary>The row from which an order is taken next. Only where <see cref="Orders"/> has it.</summary>
    public int Head(int order) => _heads[order];

    /// <summary>The block of a row, or -1 of a spare row.</summary>
    public long BlockOf(int row) => _blockOfRow[row];

    /// <summary>The orders of which this row has a free block.</summary>
    public uint OrdersOf(int row) => _rowOrders[row];

    /// <summary>The row of a block, or -1.</summary>
    public int Find(long block)
    {
        int[]? chunk = _rowOfBlock[block >> ChunkShift];
        return chunk is null ? None : chunk[block & ((1 << ChunkShift) - 1)] - 1;
    }

    /// <summary>A row for a block, with nothing free in it.</summary>
    public int Rent(long block)
    {
        int row = _spare;
        if (row != None)
        {
            _spare = _next[row * _orders];
        }
        else
        {
            row = _used++;
            EnsureCapacity(_used);
        }

        _blockOfRow[row] = block;
        int[] chunk = _rowOfBlock[block >> ChunkShift] ??= new int[1 << ChunkShift];
        chunk[block & ((1 << ChunkShift) - 1)] = row + 1;
        return row;
    }

    /// <summary>Takes a row back. Nothing may be free in it any more.</summary>
    public void Return(int row)
    {
        long block = _blockOfRow[row];
        _rowOfBlock[block >> ChunkShift]![block & ((1 << ChunkShift) - 1)] = 0;
        _blockOfRow[row] = None;
        _next[row * _orders] = _spare;
        _spare = row;
    }

    public bool Test(int row, int order, int position)
    {
        int node = (1 << (_maxOrder - order)) + position;
        return (_bits[(row * _words) + (node >> 6)] >> (node & 63) & 1) != 0;
    }

    /// <summary>The lowest position that is free at an order. Only where the row has that order.</summary>
    public int Lowest(int row, int order)
    {
        int list = (row * _orders) + order;
        if (_counts[list] == 1)
        {
            return _positions[list];
        }

        int first = 1 << (_maxOrder - order);
        int at = row * _words;
        if (first < 64)
        {
            ulong inWord = _bits[at] >> first;
            return BitOperations.TrailingZeroCount(inWord);
        }

        ReadOnlySpan<ulong> words = _bits.AsSpan(at + (first >> 6), first >> 6);
        int word = 0;
        while (words[word] == 0)
        {
            word++;
        }

        return (word << 6) + BitOperations.TrailingZeroCount(words[word]);
    }

    /// <summary>The lowest free position of an order from <paramref name="from"/> on, or -1.</summary>
    public int NextPosition(int row, int order, int from)
    {
        int count = 1 << (_maxOrder - order);
        for (int position = from; position < count; position++)
        {
            if (Test(row, order, position))
            {
                return position;
            }
        }

        return -1;
    }

    public void Set(int row, int order, int position)
    {
        int node = (1 << (_maxOrder - order)) + position;
        _bits[(row * _words) + (node >> 6)] |= 1UL << (node & 63);
        _freeBlocks[order]++;
        int list = (row * _orders) + order;
        _positions[list] ^= (ushort)position;
        if (_counts[list]++ == 0)
        {
            Link(row, order);
        }
    }

    public void Clear(int row, int order, int position)
    {
        int node = (1 << (_maxOrder - order)) + position;
        _bits[(row * _words) + (node >> 6)] &= ~(1UL << (node & 63));
        _freeBlocks[order]--;
        int list = (row * _orders) + order;
        _positions[list] ^= (ushort)position;
        if (--_counts[list] == 0)
        {
            Unlink(row, order);
        }
    }

    /// <summary>The tree of a row, to keep as a template.</summary>
    public ulong[] Save(int row) => _bits.AsSpan(row * _words, _words).ToArray();

    /// <summary>Fills an empty row from a template.</summary>
    public void Load(int row, ReadOnlySpan<ulong> template)
    {
        for (int order = _maxOrder; order >= 0; order--)
        {
            int first = 1 << (_maxOrder - order);
            for (int node = first; node < first * 2; node++)
            {
                if ((template[node >> 6] >> (node & 63) & 1) != 0)
                {
                    Set(row, order, node - first);
                }
            }
        }
    }

    /// <summary>Clears all that is free in a row.</summary>
    public void Empty(int row)
    {
        for (int order = 0; order <= _maxOrder; order++)
        {
            while ((_rowOrders[row] >> order & 1) != 0)
            {
                Clear(row, order, Lowest(row, order));
            }
        }
    }

    public BuddyAllocatorBlocks Clone() => new(this);

    private void Link(int row, int order)
    {
        int head = _heads[order];
        _next[(row * _orders) + order] = head;
        _previous[(row * _orders) + order] = None;
        if (head != None)
        {
            _previous[(head * _orders) + order] = row;
        }

        _heads[order] = row;
        _rowOrders[row] |= 1u << order;
        Orders |= 1u << order;
    }

    private void Unlink(int row, int order)
    {
        int next = _next[(row * _orders) + order];
        int previous = _previous[(row * _orders) + order];
        if (next != None)
        {
            _previous[(next * _orders) + order] = previous;
        }

        if (previous != None)
        {
            _next[(previous * _orders) + order] = next;
        }
        else
        {
            _heads[order] = next;
            if (next == None)
            {
                Orders &= ~(1u << order);
            }
        }

        _rowOrders[row] &= ~(1u << order);
    }

    private void EnsureCapacity(int rows)
    {
        if (rows <= _capacity)
        {
            return;
        }

        _capacity = Math.Max(4, _capacity * 2);
        Array.Resize(ref _bits, _capacity * _words);
        Array.Resize(ref _counts, _capacity * _orders);
        Array.Resize(ref _positions, _capacity * _orders);
        Array.Resize(ref _rowOrders, _capacity);
        Array.Resize(ref _next, _capacity * _orders);
        Array.Resize(ref _previous, _capacity * _orders);
        Array.Resize(ref _blockOfRow, _capacity);
    }
}
