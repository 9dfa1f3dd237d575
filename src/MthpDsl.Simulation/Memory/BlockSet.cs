using System.Numerics;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// A set of block numbers as a bitmap with summary levels above it: one bit a block, so that the blocks of 32 TiB are
/// 1 MiB, and the lowest member is found in as many steps as there are levels.
/// </summary>
internal sealed class BlockSet
{
    private const int WordShift = 6;
    private const int WordMask = 63;

    // Level 0 holds the members; a bit of level i + 1 says that the word below it is not zero. The top level is one word.
    private readonly ulong[][] _levels;

    public BlockSet(long capacity)
    {
        Capacity = capacity;
        var levels = new List<ulong[]>();
        long words = capacity;
        do
        {
            words = Math.Max(1, (words + WordMask) >> WordShift);
            levels.Add(new ulong[words]);
        }
        while (words > 1);
        _levels = [.. levels];
    }

    private BlockSet(BlockSet other)
    {
        Capacity = other.Capacity;
        Count = other.Count;
        _levels = new ulong[other._levels.Length][];
        for (int i = 0; i < _levels.Length; i++)
        {
            _levels[i] = (ulong[])other._levels[i].Clone();
        }
    }

    /// <summary>Members are 0 to one less than this.</summary>
    public long Capacity { get; }

    /// <summary>How many members there are.</summary>
    public long Count { get; private set; }

    /// <summary>The lowest member, or -1 where there is none.</summary>
    public long First
    {
        get
        {
            if (Count == 0)
            {
                return -1;
            }

            long index = 0;
            for (int level = _levels.Length - 1; level >= 0; level--)
            {
                index = (index << WordShift) + BitOperations.TrailingZeroCount(_levels[level][index]);
            }

            return index;
        }
    }

    public bool Contains(long block) => (_levels[0][block >> WordShift] >> (int)(block & WordMask) & 1) != 0;

    /// <summary>How many members follow each other from <paramref name="first"/> on, counted up to <paramref name="limit"/>.</summary>
    public long RunLength(long first, long limit)
    {
        ulong[] words = _levels[0];
        long at = first;
        long end = Math.Min(Capacity, first + Math.Min(limit, Capacity));
        while (at < end)
        {
            int bit = (int)(at & WordMask);
            int ones = BitOperations.TrailingZeroCount(~(words[at >> WordShift] >> bit));
            at += Math.Min(ones, 64 - bit);
            if (ones < 64 - bit)
            {
                break;
            }
        }

        return Math.Min(at, end) - first;
    }

    /// <summary>The lowest member from <paramref name="from"/> on, or -1.</summary>
    public long Next(long from)
    {
        ulong[] words = _levels[0];
        for (long word = from >> WordShift; word < words.Length; word++)
        {
            ulong bits = words[word];
            if (word == from >> WordShift)
            {
                bits &= ulong.MaxValue << (int)(from & WordMask);
            }

            if (bits != 0)
            {
                return (word << WordShift) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }

    public void Add(long block) => AddRange(block, 1);

    public void Remove(long block) => RemoveRange(block, 1);

    public void AddRange(long first, long count)
    {
        for (long at = first, end = first + count; at < end;)
        {
            (long word, ulong mask, at) = NextMask(at, end);
            ref ulong bits = ref _levels[0][word];
            Count += BitOperations.PopCount(mask & ~bits);
            if (bits == 0)
            {
                Raise(word);
            }

            bits |= mask;
        }
    }

    public void RemoveRange(long first, long count)
    {
        for (long at = first, end = first + count; at < end;)
        {
            (long word, ulong mask, at) = NextMask(at, end);
            ref ulong bits = ref _levels[0][word];
            Count -= BitOperations.PopCount(mask & bits);
            bits &= ~mask;
            if (bits == 0)
            {
                Lower(word);
            }
        }
    }

    public BlockSet Clone() => new(this);

    private static (long Word, ulong Mask, long Next) NextMask(long at, long end)
    {
        int bit = (int)(at & WordMask);
        int width = (int)Math.Min(64 - bit, end - at);
        ulong mask = width == 64 ? ulong.MaxValue : ((1UL << width) - 1) << bit;
        return (at >> WordShift, mask, at + width);
    }

    private void Raise(long index)
    {
        for (int level = 1; level < _levels.Length; level++)
        {
            ref ulong word = ref _levels[level][index >> WordShift];
            bool known = word != 0;
            word |= 1UL << (int)(index & WordMask);
            if (known)
            {
                return;
            }

            index >>= WordShift;
        }
    }

    private void Lower(long index)
    {
        for (int level = 1; level < _levels.Length; level++)
        {
            ref ulong word = ref _levels[level][index >> WordShift];
            word &= ~(1UL << (int)(index & WordMask));
            if (word != 0)
            {
                return;
            }

            index >>= WordShift;
        }
    }
}
