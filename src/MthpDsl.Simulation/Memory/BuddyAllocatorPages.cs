using System.Numerics;
using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// Single pages, the most frequent request: the block that the next ones come from is kept out of the lists while nothing else asks
/// for them. What is left of it is put back then as the halves that so many splits would have left.
/// </summary>
internal sealed partial class BuddyAllocator
{
    // The rest of the block: frames [_nextPage, _pagesEnd) of a row, free and in no list. Empty where the two are the same.
    private long _nextPage;
    private long _pagesEnd;
    private int _pagesRow;

    // All access to the lists but what is below goes through here.
    private BuddyAllocatorBlocks Partial
    {
        get
        {
            if (_nextPage != _pagesEnd)
            {
                PutPagesBack();
            }

            return _rows;
        }
    }

    /// <summary>Takes one page: <see cref="Allocate"/> of order 0.</summary>
    /// <returns>Its frame, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long AllocatePage()
    {
        if (_nextPage == _pagesEnd && !TryOpenBlock())
        {
            return -1;
        }

        FreeFrames--;
        long frame = _nextPage++;
        if (_nextPage == _pagesEnd)
        {
            ReturnIfEmpty(_pagesRow);
        }

        return frame;
    }

    // Every smaller order is empty, in this row and in all: the pages of the block are the next that single requests get.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryOpenBlock()
    {
        uint orders = AllOrders;
        if (orders == 0)
        {
            return false;
        }

        int order = BitOperations.TrailingZeroCount(orders);
        _pagesRow = RowWith(order);
        int position = _rows.Lowest(_pagesRow, order);
        _rows.Clear(_pagesRow, order, position);
        _nextPage = (_rows.BlockOf(_pagesRow) << _maxOrder) + ((long)position << order);
        _pagesEnd = _nextPage + (1L << order);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PutPagesBack()
    {
        int start = (int)(_nextPage & (BlockPages - 1));
        int end = start + (int)(_pagesEnd - _nextPage);
        _nextPage = _pagesEnd;
        FreeInRow(_pagesRow, start, end);
    }
}
