using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>
/// The page table of one PMD range. While all entries are one stretch (all none, or consecutive frames with the same
/// attributes) it is one word; when an entry first differs it becomes an array with bitmaps for khugepaged's scan.
/// </summary>
internal sealed class PteTable
{
    private const int BitmapKinds = 3;

    private readonly int _entries;
    private ulong _uniform;
    private ulong[]? _words;

    // Made from the words when a scan asks, and again after a change: a fault touches one cache line, not six.
    private ulong[]? _bitmaps;
    private bool _bitmapsAreStale;

    // Of the words as they are: what was found out about their pages, in which epoch of the frames.
    private long _plainEpoch = -1;
    private bool _isPlain;

    public PteTable(int entries) => _entries = entries;

    /// <summary>Entries of the table: base pages of a PMD range.</summary>
    public int Entries => _entries;

    /// <summary>What a scan asks of the entries, a bit each.</summary>
    public EntryBitmaps Bitmaps
    {
        get
        {
            int length = (_entries + 63) >> 6;
            if (_words is null)
            {
                var first = new Pte(_uniform);
                return new EntryBitmaps(
                    _entries,
                    All(first.IsPage).AsSpan(0, length),
                    All(first.IsPage && first.IsYoung).AsSpan(0, length),
                    All(first.IsPage && first.IsWritable).AsSpan(0, length));
            }

            if (_bitmapsAreStale)
            {
                RenewBitmaps(length);
            }

            ReadOnlySpan<ulong> all = _bitmaps;
            return new EntryBitmaps(_entries, all[..length], all.Slice(length, length), all.Slice(2 * length, length));
        }
    }

    /// <summary>Whether the whole table is one stretch, and then its first entry.</summary>
    public bool TryGetUniform(out Pte first)
    {
        first = new Pte(_uniform);
        return _words is null;
    }

    /// <summary>Whether all entries are none.</summary>
    public bool IsEmpty
    {
        get
        {
            if (_words is null)
            {
                return _uniform == 0;
            }

            return !_words.AsSpan().ContainsAnyExcept(0UL);
        }
    }

    /// <summary>Whether any entry is a swap entry.</summary>
    public bool HasSwap
    {
        get
        {
            if (_words is null)
            {
                return new Pte(_uniform).IsSwap;
            }

            ulong any = 0;
            foreach (ulong word in _words)
            {
                any |= word;
            }

            return new Pte(any).IsSwap;
        }
    }

    public Pte this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _words is null ? new Pte(_uniform).Advance(i) : new Pte(_words[i]);
        set => SetEntry(i, value.Word);
    }

    /// <summary>Writes a stretch whose frames or slots ascend from the first entry's.</summary>
    public void SetRange(int i, int count, Pte first)
    {
        if (count == _entries)
        {
            _words = null;
            _bitmaps = null;
            _uniform = first.Word;
            return;
        }

        if (count == 1 || (_words is null && _uniform == 0 && first.IsNone))
        {
            this[i] = first;
            return;
        }

        ulong[] words = Expand();
        ulong step = first.HasPayload ? Pte.PayloadUnit : 0;
        ulong word = first.Word;
        for (int k = 0; k < count; k++, word += step)
        {
            words[i + k] = word;
        }

        _bitmapsAreStale = true;
    }

    /// <summary>How many entries from one that maps a page on map the pages that follow, with the same attributes.</summary>
    public int RunLength(int i, int most)
    {
        if (_words is null)
        {
            return most;
        }

        ReadOnlySpan<ulong> words = _words.AsSpan(i, most);
        ulong expected = words[0];
        int length = 1;
        while (length < words.Length && words[length] == (expected += Pte.PayloadUnit))
        {
            length++;
        }

        return length;
    }

    /// <summary>Whether a stretch of entries is all none.</summary>
    public bool IsNone(int i, int count) =>
        _words is null ? _uniform == 0 : !_words.AsSpan(i, count).ContainsAnyExcept(0UL);

    /// <summary>
    /// Whether all entries are none, the zero page, or pages that are plain (<see cref="Memory.FrameTable.IsPlain"/>) and not write-protected
    /// for userfaultfd. Found out once, and remembered while neither entries nor frames change. One stretch of pages over the whole table is
    /// no case for it: a scan looks at that as a whole anyway.
    /// </summary>
    public bool IsPlain(Memory.FrameTable frames)
    {
        if (_words is null)
        {
            return _uniform == 0 || new Pte(_uniform).IsZeroPage;
        }

        if (_bitmapsAreStale || _plainEpoch != frames.PlainEpoch)
        {
            _ = Bitmaps;
            _plainEpoch = frames.PlainEpoch;
            _isPlain = ArePlain(_words, frames);
        }

        return _isPlain;
    }

    /// <summary>Sets and clears attribute bits of all entries that map a page, at once where the table is one stretch.</summary>
    public bool TryChangeUniform(ulong set, ulong clear)
    {
        if (_words is not null || !new Pte(_uniform).IsPage)
        {
            return false;
        }

        _uniform = (_uniform & ~clear) | set;
        return true;
    }

    public PteTable Clone()
    {
        var copy = (PteTable)MemberwiseClone();
        copy._words = (ulong[]?)_words?.Clone();
        copy._bitmaps = (ulong[]?)_bitmaps?.Clone();
        return copy;
    }

    private static bool ArePlain(ReadOnlySpan<ulong> words, Memory.FrameTable frames)
    {
        foreach (ulong word in words)
        {
            var pte = new Pte(word);
            if (!pte.IsNone && (pte.IsPage ? pte.IsUffdWp || !frames.IsPlain(pte.Payload) : !pte.IsZeroPage))
            {
                return false;
            }
        }

        return true;
    }

    private void SetEntry(int i, ulong word)
    {
        ulong[]? words = _words;
        if (words is null)
        {
            if (new Pte(_uniform).Advance(i).Word == word)
            {
                return;
            }

            words = Expand();
        }

        words[i] = word;
        _bitmapsAreStale = true;
    }

    private ulong[] Expand()
    {
        if (_words is not null)
        {
            return _words;
        }

        var first = new Pte(_uniform);
        _words = new ulong[_entries];
        _bitmapsAreStale = true;
        if (!first.IsNone)
        {
            for (int k = 0; k < _entries; k++)
            {
                _words[k] = first.Advance(k).Word;
            }
        }

        return _words;
    }

    private void RenewBitmaps(int length)
    {
        _bitmaps ??= new ulong[BitmapKinds * length];
        MakeBitmaps(_words, _bitmaps, length);
        _bitmapsAreStale = false;
        _plainEpoch = -1;
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

    private static ulong[] All(bool set) => set ? AllOnes : AllZeroes;

    private static readonly ulong[] AllZeroes = new ulong[128];
    private static readonly ulong[] AllOnes = [.. Enumerable.Repeat(ulong.MaxValue, 128)];
}
