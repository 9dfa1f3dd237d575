namespace MthpDsl.Simulation.Layout;

/// <summary>
/// Numbers folios in the order in which layouts first show them. A folio that is freed or split loses its number. Folios of
/// one order that follow each other in a block of memory and were numbered one after the other cost one record, and so do those
/// that fill a row of blocks.
/// </summary>
/// <param name="blockOrder">Log2 of the frames of a block: the PMD order.</param>
internal sealed class FolioNumbers(int blockOrder)
{
    private const int RowShift = 6;

    private readonly Dictionary<long, Row> _rows = [];
    private int _next;

    private long RowFrames => 1L << (blockOrder + RowShift);

    /// <summary>The number of a folio; its own from now on.</summary>
    public int Of(long head, int order) => OfStretch(head, order, 1, out _);

    /// <summary>The numbers of folios that follow each other.</summary>
    /// <param name="head">The first one's head.</param>
    /// <param name="order">The order of all.</param>
    /// <param name="most">How many there are, at least 1.</param>
    /// <param name="count">How many of them have consecutive numbers: as far as the end of the first one's block, or row of blocks.</param>
    /// <returns>The first one's number.</returns>
    /// <exception cref="NotModelledException">There is no number left.</exception>
    public int OfStretch(long head, int order, long most, out long count)
    {
        long key = head >> (blockOrder + RowShift);
        long within = head & (RowFrames - 1);
        if (!_rows.TryGetValue(key, out Row? row))
        {
            row = new Row(blockOrder);
            _rows.Add(key, row);
            if (within == 0 && most >= RowFrames >> order)
            {
                count = RowFrames >> order;
                return row.Fill(order, Next(count));
            }
        }

        if (row.TryGetFull(within, order, out int full))
        {
            count = Math.Min(most, (RowFrames - within) >> order);
            return full;
        }

        Block block = row.BlockAt(within >> blockOrder);
        int slot = (int)(within & ((1L << blockOrder) - 1));
        int inBlock = (int)Math.Min(most, ((1L << blockOrder) - slot) >> order);
        int number = block.Find(slot);
        if (number < 0)
        {
            count = block.Assign(slot, order, inBlock, _next);
            return Next(count);
        }

        count = 1;
        while (count < inBlock && block.Find(slot + (int)(count << order)) == number + count)
        {
            count++;
        }

        return number;
    }

    /// <summary>The folio is gone: another one in its place gets another number.</summary>
    public void Forget(long head)
    {
        long key = head >> (blockOrder + RowShift);
        if (_rows.Count > 0 && _rows.TryGetValue(key, out Row? row) && row.Forget(head & (RowFrames - 1)))
        {
            _rows.Remove(key);
        }
    }

    public FolioNumbers Clone()
    {
        var copy = new FolioNumbers(blockOrder) { _next = _next };
        foreach ((long key, Row row) in _rows)
        {
            copy._rows.Add(key, row.Clone());
        }

        return copy;
    }

    private int Next(long count)
    {
        if (count > int.MaxValue - _next)
        {
            throw new NotModelledException("a layout of more than 2147483647 folios");
        }

        int number = _next;
        _next += (int)count;
        return number;
    }

    /// <summary>The blocks of a row, or the numbers of folios of one order that fill it.</summary>
    private sealed class Row(int blockOrder)
    {
        private Block?[]? _blocks;
        private int _used;
        private int _order;
        private int _firstNumber;

        /// <summary>Gives numbers to folios that fill the row.</summary>
        /// <returns>The first one's.</returns>
        public int Fill(int order, int number)
        {
            (_order, _firstNumber, _used) = (order, number, 1 << RowShift);
            return number;
        }

        /// <summary>The number of a folio of a row that was filled, and is still full.</summary>
        public bool TryGetFull(long frame, int order, out int number)
        {
            number = _firstNumber + (int)(frame >> _order);
            return _blocks is null && _used > 0 && order == _order;
        }

        public Block BlockAt(long index)
        {
            ref Block? block = ref Blocks()[index];
            if (block is null)
            {
                block = new Block(1 << blockOrder);
                _used++;
            }

            return block;
        }

        /// <summary>Takes a folio's number away.</summary>
        /// <returns>Whether no number is left.</returns>
        public bool Forget(long frame)
        {
            ref Block? block = ref Blocks()[frame >> blockOrder];
            if (block is not null && block.Forget((int)(frame & ((1L << blockOrder) - 1))))
            {
                block = null;
                _used--;
            }

            return _used == 0;
        }

        public Row Clone()
        {
            Row copy = (Row)MemberwiseClone();
            copy._blocks = _blocks is null ? null : Array.ConvertAll(_blocks, block => block?.Clone());
            return copy;
        }

        private Block?[] Blocks()
        {
            if (_blocks is not null)
            {
                return _blocks;
            }

            _blocks = new Block?[1 << RowShift];
            int folios = 1 << (blockOrder - _order);
            for (int i = 0; i < _used; i++)
            {
                _blocks[i] = new Block(1 << blockOrder);
                _blocks[i]!.Assign(0, _order, folios, _firstNumber + (i * folios));
            }

            return _blocks;
        }
    }

    /// <summary>The numbers of one block: an ascending row, or, once that does not do, a number for every frame.</summary>
    private sealed class Block(int frames)
    {
        private const int None = -1;

        private int _firstSlot;
        private int _order;
        private int _count;
        private int _firstNumber;
        private int[]? _dense;

        /// <summary>The number of the folio at a slot, or -1.</summary>
        public int Find(int slot)
        {
            if (_dense is not null)
            {
                return _dense[slot];
            }

            int distance = slot - _firstSlot;
            int index = distance >> _order;
            return distance >= 0 && index < _count && index << _order == distance ? _firstNumber + index : None;
        }

        /// <summary>Numbers folios from a slot on, as far as none of them has a number.</summary>
        /// <returns>How many it numbered.</returns>
        public int Assign(int slot, int order, int most, int number)
        {
            int count = 1;
            while (count < most && Find(slot + (count << order)) == None)
            {
                count++;
            }

            if (_dense is null && (_count == 0 || (order == _order && slot == _firstSlot + (_count << order) && number == _firstNumber + _count)))
            {
                (_firstSlot, _order, _firstNumber) = _count == 0 ? (slot, order, number) : (_firstSlot, _order, _firstNumber);
                _count += count;
                return count;
            }

            int[] dense = Dense();
            for (int i = 0; i < count; i++)
            {
                dense[slot + (i << order)] = number + i;
            }

            _count += count;
            return count;
        }

        /// <summary>Takes a folio's number away.</summary>
        /// <returns>Whether no number is left.</returns>
        public bool Forget(int slot)
        {
            if (Find(slot) == None)
            {
                return _count == 0;
            }

            if (_dense is null && slot == _firstSlot)
            {
                _firstSlot += 1 << _order;
                _firstNumber++;
            }
            else if (_dense is not null || slot != _firstSlot + ((_count - 1) << _order))
            {
                Dense()[slot] = None;
            }

            return --_count == 0;
        }

        public Block Clone()
        {
            Block copy = (Block)MemberwiseClone();
            copy._dense = (int[]?)_dense?.Clone();
            return copy;
        }

        private int[] Dense()
        {
            if (_dense is null)
            {
                int[] dense = new int[frames];
                for (int slot = 0; slot < frames; slot++)
                {
                    dense[slot] = Find(slot);
                }

                _dense = dense;
            }

            return _dense;
        }
    }
}
