namespace MthpDsl.Simulation.Layout;

/// <summary>
/// Numbers folios in the order in which layouts first show them. A folio that is freed or split loses its number. Folios of
/// one order that follow each other in a block of memory and were numbered one after the other cost one record.
/// </summary>
/// <param name="blockOrder">Log2 of the frames of a block: the PMD order.</param>
internal sealed class FolioNumbers(int blockOrder)
{
    private readonly Dictionary<long, Block> _blocks = [];
    private int _next;

    /// <summary>The number of a folio; its own from now on.</summary>
    public int Of(long head, int order) => OfStretch(head, order, 1, out _);

    /// <summary>The numbers of folios that follow each other within a block.</summary>
    /// <param name="head">The first one's head.</param>
    /// <param name="order">The order of all.</param>
    /// <param name="most">How many there are, at least 1.</param>
    /// <param name="count">How many of them have consecutive numbers.</param>
    /// <returns>The first one's number.</returns>
    public int OfStretch(long head, int order, int most, out int count)
    {
        long key = head >> blockOrder;
        if (!_blocks.TryGetValue(key, out Block? block))
        {
            block = new Block(1 << blockOrder);
            _blocks.Add(key, block);
        }

        int slot = (int)(head & ((1L << blockOrder) - 1));
        int number = block.Find(slot);
        if (number < 0)
        {
            number = _next;
            count = block.Assign(slot, order, most, number);
            _next += count;
            return number;
        }

        count = 1;
        while (count < most && block.Find(slot + (count << order)) == number + count)
        {
            count++;
        }

        return number;
    }

    /// <summary>The folio is gone: another one in its place gets another number.</summary>
    public void Forget(long head)
    {
        if (_blocks.Count > 0
            && _blocks.TryGetValue(head >> blockOrder, out Block? block)
            && block.Forget((int)(head & ((1L << blockOrder) - 1))))
        {
            _blocks.Remove(head >> blockOrder);
        }
    }

    public FolioNumbers Clone()
    {
        var copy = new FolioNumbers(blockOrder) { _next = _next };
        foreach ((long key, Block block) in _blocks)
        {
            copy._blocks.Add(key, block.Clone());
        }

        return copy;
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
