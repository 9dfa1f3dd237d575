using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>
/// The page table of one PMD range, in the smallest of three forms that holds its entries: one word while all entries are one
/// stretch (all none, or consecutive frames with the same attributes); 32 bits an entry while each is none or a page with the
/// attributes of the others, as random faults leave it; else a word an entry.
/// </summary>
internal sealed partial class PteTable
{
    // The last frame number that is kept in 32 bits. The one behind it is not used, so that none follows no page.
    private const long LastFrame = uint.MaxValue - 2;

    // At most one of the two arrays is there. Of the frames each is one more than the frame number, and 0 is none.
    private uint[]? _frames;
    private ulong[]? _words;

    // One stretch: the first entry. Frames: the attributes of every page.
    private ulong _common;

    // While single faults may map its pages without looking at it: where that is known, and the page of the first entry.
    private FreshEntries? _fresh;
    private long _firstVpn;
    private readonly int _entries;

    public PteTable(int entries) => _entries = entries;

    /// <summary>A table whose entries are one stretch.</summary>
    public static PteTable OfStretch(int entries, Pte first) => new(entries) { _common = first.Word };

    /// <summary>Entries of the table: base pages of a PMD range.</summary>
    public int Entries => _entries;

    private bool IsUniform => _frames is null && _words is null;

    // The frames with all that was set.
    private uint[]? Frames
    {
        get
        {
            _fresh?.Settle();
            return _frames;
        }
    }

    /// <summary>Whether the whole table is one stretch, and then its first entry.</summary>
    public bool TryGetUniform(out Pte first)
    {
        first = new Pte(_common);
        return IsUniform;
    }

    /// <summary>Whether all entries are none.</summary>
    public bool IsEmpty => IsNone(0, _entries);

    public Pte this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _frames is { } frames ? new Pte(FrameWord(frames[i] is not 0 and var set ? set : SettledFrame(i)))
            : _words is { } words ? new Pte(words[i])
            : new Pte(_common).Advance(i);
        set
        {
            if (_words is { } words)
            {
                words[i] = value.Word;
                _bitmapsAreStale = true;
            }
            else
            {
                SetRange(i, 1, value);
            }
        }
    }

    /// <summary>Lets single faults map pages with these attributes where entries are none, if all that is there are such pages.</summary>
    /// <param name="fresh">Where that is known from now on.</param>
    /// <param name="firstVpn">The page of the first entry.</param>
    /// <param name="attributes">Of the pages.</param>
    /// <returns>Whether they may now.</returns>
    public bool TryJoin(FreshEntries fresh, long firstVpn, ulong attributes)
    {
        if (IsUniform && _common == 0)
        {
            _frames = fresh.NewFrames();
            _common = attributes;
        }

        if (_frames is null || _common != attributes || _fresh is not null)
        {
            return false;
        }

        _bitmapsAreStale = true;
        (_fresh, _firstVpn) = (fresh, firstVpn);
        Span<ulong> none = fresh.Add(firstVpn, _frames);
        MakePresent(_frames, none);
        foreach (ref ulong word in none)
        {
            word = ~word;
        }

        return true;
    }

    /// <summary>Ends what <see cref="TryJoin"/> began.</summary>
    public void Leave()
    {
        if (_fresh is { } fresh)
        {
            fresh.Remove(_firstVpn);
            _fresh = null;
        }
    }

    /// <summary>Writes a stretch whose frames or slots ascend from the first entry's.</summary>
    public void SetRange(int i, int count, Pte first)
    {
        Leave();
        if (count == _entries)
        {
            _frames = null;
            _words = null;
            _bitmaps = null;
            _common = first.Word;
            return;
        }

        if (IsUniform && new Pte(_common).Advance(i) == first)
        {
            return;
        }

        _bitmapsAreStale = true;
        if (TryNarrow(first, out uint frame) && TryNarrow(first.Advance(count - 1), out _) && TryUseFrames(first) is { } frames)
        {
            Fill(frames.AsSpan(i, count), frame, frame == 0 ? 0 : 1u);
        }
        else
        {
            Fill(UseWords().AsSpan(i, count), first.Word, first.HasPayload ? Pte.PayloadUnit : 0);
        }
    }

    /// <summary>How many entries from one that maps a page on map the pages that follow, with the same attributes.</summary>
    public int RunLength(int i, int most) =>
        Frames is { } frames ? Run(frames.AsSpan(i, most))
        : _words is { } words ? Run(words.AsSpan(i, most))
        : most;

    /// <summary>Whether a stretch of entries is all none.</summary>
    public bool IsNone(int i, int count) =>
        Frames is { } frames ? !frames.AsSpan(i, count).ContainsAnyExcept(0u)
        : _words is { } words ? !words.AsSpan(i, count).ContainsAnyExcept(0UL)
        : _common == 0;

    /// <summary>Sets and clears attribute bits of all entries that map a page, at once where the table is one stretch.</summary>
    public bool TryChangeUniform(ulong set, ulong clear)
    {
        if (!IsUniform || !new Pte(_common).IsPage)
        {
            return false;
        }

        _common = (_common & ~clear) | set;
        return true;
    }

    public PteTable Clone()
    {
        var copy = (PteTable)MemberwiseClone();
        copy._frames = (uint[]?)Frames?.Clone();
        copy._fresh = null;
        copy._words = (ulong[]?)_words?.Clone();
        copy._bitmaps = (ulong[]?)_bitmaps?.Clone();
        return copy;
    }

    private ulong FrameWord(uint frame) => frame == 0 ? 0 : ((ulong)(frame - 1) << Pte.PayloadShift) | _common;

    // Of an entry that no array knows yet: a single fault may just have set it. One that is known stays as it is.
    private uint SettledFrame(int i) => Frames![i];

    // What an entry is among frames; false where it is neither none nor like the other pages, or too far up.
    private bool TryNarrow(Pte entry, out uint frame)
    {
        frame = entry.IsNone ? 0 : (uint)entry.Payload + 1;
        return entry.IsNone || (entry.IsPage && (_frames is null || entry.Attributes == _common) && entry.Payload <= LastFrame);
    }

    /// <summary>The frames, a form that one stretch takes for an entry that <see cref="TryNarrow"/> accepts if its own allow it.</summary>
    private uint[]? TryUseFrames(Pte entry)
    {
        if (!IsUniform)
        {
            return _frames;
        }

        var first = new Pte(_common);
        Pte page = first.IsNone ? entry : first;
        if (!page.IsPage || first.Payload > LastFrame - _entries
            || (!entry.IsNone && entry.Attributes != page.Attributes))
        {
            return null;
        }

        _frames = new uint[_entries];
        _common = page.Attributes;
        if (!first.IsNone)
        {
            Fill(_frames, (uint)first.Payload + 1, 1u);
        }

        return _frames;
    }

    private ulong[] UseWords()
    {
        if (_words is not null)
        {
            return _words;
        }

        var words = new ulong[_entries];
        for (int k = 0; k < words.Length; k++)
        {
            words[k] = this[k].Word;
        }

        _frames = null;
        return _words = words;
    }

    private static void Fill(Span<uint> entries, uint first, uint step)
    {
        for (int k = 0; k < entries.Length; k++)
        {
            entries[k] = first + ((uint)k * step);
        }
    }

    private static void Fill(Span<ulong> entries, ulong first, ulong step)
    {
        for (int k = 0; k < entries.Length; k++)
        {
            entries[k] = first + ((ulong)k * step);
        }
    }

    private static int Run(ReadOnlySpan<uint> entries)
    {
        int length = 1;
        while (length < entries.Length && entries[length] == entries[0] + (uint)length)
        {
            length++;
        }

        return length;
    }

    private static int Run(ReadOnlySpan<ulong> entries)
    {
        int length = 1;
        while (length < entries.Length && entries[length] == entries[0] + ((ulong)length * Pte.PayloadUnit))
        {
            length++;
        }

        return length;
    }
}
