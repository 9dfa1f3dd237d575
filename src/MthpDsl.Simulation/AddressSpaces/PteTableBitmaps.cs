using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>What khugepaged's scan asks of a table as a whole.</summary>
internal sealed partial class PteTable
{
    private const int BitmapKinds = 3;

    private static readonly ulong[] AllZeroes = new ulong[128];
    private static readonly ulong[] AllOnes = [.. Enumerable.Repeat(ulong.MaxValue, 128)];

    // Made from the entries when a scan asks, and again after a change: a fault touches one cache line, not six.
    private ulong[]? _bitmaps;
    private bool _bitmapsAreStale;

    // Of the entries as they are: what was found out about their pages, in which epoch of the frames.
    private bool _isPlain;
    private long _plainEpoch = -1;

    /// <summary>What a scan asks of the entries, a bit each.</summary>
    public EntryBitmaps Bitmaps
    {
        get
        {
            int length = (_entries + 63) >> 6;
            if (IsUniform)
            {
                return OfAlike(new Pte(_common), new Pte(_common).IsPage ? AllOnes : AllZeroes, length);
            }

            Leave();
            if (_bitmapsAreStale)
            {
                RenewBitmaps(length);
            }

            if (_words is null)
            {
                return OfAlike(new Pte(_common), _bitmaps!, length);
            }

            ReadOnlySpan<ulong> all = _bitmaps;
            return new EntryBitmaps(_entries, all[..length], all.Slice(length, length), all.Slice(2 * length, length));
        }
    }

    /// <summary>Whether any entry is a swap entry.</summary>
    public bool HasSwap
    {
        get
        {
            ulong any = IsUniform ? _common : 0;
            foreach (ulong word in _words ?? [])
            {
                any |= word;
            }

            return new Pte(any).IsSwap;
        }
    }

    /// <summary>
    /// Whether all entries are none, the zero page, or pages that are plain (<see cref="FrameTable.IsPlain"/>) and not write-protected
    /// for userfaultfd. Found out once, and remembered while neither entries nor frames change. One stretch of pages over the whole table is
    /// no case for it: a scan looks at that as a whole anyway.
    /// </summary>
    public bool IsPlain(FrameTable frames)
    {
        if (IsUniform)
        {
            return _common == 0 || new Pte(_common).IsZeroPage;
        }

        Leave();
        if (_bitmapsAreStale || _plainEpoch != frames.PlainEpoch)
        {
            _ = Bitmaps;
            _plainEpoch = frames.PlainEpoch;
            _isPlain = ArePlain(frames);
        }

        return _isPlain;
    }

    private bool ArePlain(FrameTable frames)
    {
        for (int i = 0; i < _entries; i++)
        {
            Pte pte = this[i];
            if (!pte.IsNone && (pte.IsPage ? pte.IsUffdWp || !frames.IsPlain(pte.Payload) : !pte.IsZeroPage))
            {
                return false;
            }
        }

        return true;
    }

    // All pages of such a table have the same attributes.
    private EntryBitmaps OfAlike(Pte attributes, ReadOnlySpan<ulong> pages, int length)
    {
        pages = pages[..length];
        ReadOnlySpan<ulong> none = AllZeroes.AsSpan(0, length);
        return new EntryBitmaps(_entries, pages, attributes.IsYoung ? pages : none, attributes.IsWritable ? pages : none);
    }

    private void RenewBitmaps(int length)
    {
        int kinds = _words is null ? 1 : BitmapKinds;
        if (_bitmaps?.Length != kinds * length)
        {
            _bitmaps = new ulong[kinds * length];
        }

        if (_words is null)
        {
            MakePresent(_frames, _bitmaps);
        }
        else
        {
            MakeBitmaps(_words, _bitmaps, length);
        }

        _bitmapsAreStale = false;
        _plainEpoch = -1;
    }

    // Branchless: whether each of 64 frames is there is gathered into one word.
    private static void MakePresent(ReadOnlySpan<uint> frames, Span<ulong> present)
    {
        for (int group = 0; group < present.Length; group++)
        {
            ulong bits = 0;
            ReadOnlySpan<uint> entries = frames.Slice(group << 6, Math.Min(64, frames.Length));
            for (int k = 0; k < entries.Length; k++)
            {
                bits |= (ulong)(entries[k] == 0 ? 0 : 1) << k;
            }

            present[group] = bits;
        }
    }

    // Branchless: bit k of each attribute of 64 entries is gathered into one word.
    private static void MakeBitmaps(ReadOnlySpan<ulong> words, Span<ulong> bitmaps, int length)
    {
        for (int group = 0; group < length; group++)
        {
            ulong pages = 0;
            ulong young = 0;
            ulong writable = 0;
            ReadOnlySpan<ulong> entries = words.Slice(group << 6, Math.Min(64, words.Length));
            for (int k = 0; k < entries.Length; k++)
            {
                ulong word = entries[k];
                pages |= (word & ~(word >> 1) & 1) << k;
                young |= (word >> 5 & 1) << k;
                writable |= (word >> 3 & 1) << k;
            }

            bitmaps[group] = pages;
            bitmaps[length + group] = young & pages;
            bitmaps[(2 * length) + group] = writable & pages;
        }
    }
}
