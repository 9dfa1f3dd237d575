namespace MthpDsl.Simulation.Memory;

/// <summary>
/// The frames of one naturally aligned PMD-sized stretch of physical memory. Every property is either uniform over the
/// block (one value, or a value that grows with the frame) or an array; it becomes an array when a frame first differs.
/// So regular memory costs per block, and irregular memory per page.
/// </summary>
internal sealed class FrameBlock(int frames)
{
    private readonly int _frames = frames;

    // Order in the low five bits, FolioFlags above; the same word in head and tails but for head-only flags.
    private uint _uniformMeta;
    private uint[]? _meta;

    private ushort _uniformMapCount;
    private ushort[]? _mapCounts;

    private bool _uniformExclusive;
    private ulong[]? _exclusive;

    // Ascending: frame i holds the base plus i. Otherwise every frame holds the base.
    private long _tokenBase;
    private bool _tokensAscend;
    private long[]? _tokens;

    private long _indexBase;
    private long[]? _indices;

    private long _stampBase;
    private long[]? _stamps;

    private LargeFolio[]? _large;

    /// <summary>The folio that fills the block, when it has the PMD order.</summary>
    public LargeFolio Whole;

    /// <summary>Frames of the block that belong to folios.</summary>
    public int AllocatedFrames;

    public uint Meta(int i) => _meta is null ? _uniformMeta : _meta[i];

    public int MapCount(int i) => _mapCounts is null ? _uniformMapCount : _mapCounts[i];

    public bool IsExclusive(int i) => _exclusive is null ? _uniformExclusive : (_exclusive[i >> 6] >> i & 1) != 0;

    public long Token(int i) => _tokens is not null ? _tokens[i] : _tokensAscend ? _tokenBase + i : _tokenBase;

    /// <summary>The linear page index of the frame; valid for the head of a folio.</summary>
    public long Index(int i) => _indices is null ? _indexBase + i : _indices[i];

    /// <summary>The place in the LRU order: larger is younger; valid for the head of a folio.</summary>
    public long Stamp(int i) => _stamps is null ? _stampBase + i : _stamps[i];

    public void SetMeta(int i, int count, uint meta)
    {
        if (count == _frames)
        {
            _meta = null;
            _uniformMeta = meta;
        }
        else if (_meta is not null || _uniformMeta != meta)
        {
            Expand(ref _meta, _uniformMeta).AsSpan(i, count).Fill(meta);
        }
    }

    public void SetMapCount(int i, int count, int value)
    {
        if (count == _frames)
        {
            _mapCounts = null;
            _uniformMapCount = checked((ushort)value);
        }
        else if (_mapCounts is not null || _uniformMapCount != value)
        {
            Expand(ref _mapCounts, _uniformMapCount).AsSpan(i, count).Fill(checked((ushort)value));
        }
    }

    /// <summary>The per-page mapcounts as an array, for a change page by page.</summary>
    public ushort[] MapCounts() => Expand(ref _mapCounts, _uniformMapCount);

    /// <summary>The one mapcount of all frames of the block, if they are the same and not stored singly.</summary>
    public bool TryGetUniformMapCount(out int value)
    {
        value = _uniformMapCount;
        return _mapCounts is null;
    }

    public void SetExclusive(int i, int count, bool value)
    {
        if (count == _frames)
        {
            _exclusive = null;
            _uniformExclusive = value;
            return;
        }

        if (_exclusive is null)
        {
            if (_uniformExclusive == value)
            {
                return;
            }

            _exclusive = new ulong[_frames >> 6];
            _exclusive.AsSpan().Fill(_uniformExclusive ? ulong.MaxValue : 0);
        }

        Bitmap.Set(_exclusive, i, count, value);
    }

    public void SetToken(int i, long token)
    {
        if (_tokens is null)
        {
            if (Token(i) == token)
            {
                return;
            }

            _tokens = new long[_frames];
            for (int k = 0; k < _frames; k++)
            {
                _tokens[k] = _tokensAscend ? _tokenBase + k : _tokenBase;
            }
        }

        _tokens[i] = token;
    }

    /// <summary>Gives a stretch the same token (zero: it holds zero bytes), or tokens that grow by one a frame.</summary>
    public void SetTokens(int i, int count, long first, bool ascending)
    {
        if (count == _frames)
        {
            _tokens = null;
            _tokenBase = first;
            _tokensAscend = ascending;
            return;
        }

        if (_tokens is null && !_tokensAscend && !ascending && _tokenBase == first)
        {
            return;
        }

        for (int k = 0; k < count; k++)
        {
            SetToken(i + k, ascending ? first + k : first);
        }
    }

    public void SetIndex(int i, int count, long first)
    {
        if (count == _frames)
        {
            _indices = null;
            _indexBase = first;
            return;
        }

        if (_indices is null)
        {
            if (_indexBase + i == first)
            {
                return;
            }

            _indices = Ascending(_indexBase);
        }

        for (int k = 0; k < count; k++)
        {
            _indices[i + k] = first + k;
        }
    }

    public void SetStamp(int i, long stamp)
    {
        if (_stamps is null)
        {
            if (_stampBase + i == stamp)
            {
                return;
            }

            _stamps = Ascending(_stampBase);
        }

        _stamps[i] = stamp;
    }

    /// <summary>Gives all frames of the block ascending stamps, at no cost per frame.</summary>
    public void SetAllStamps(long first)
    {
        _stamps = null;
        _stampBase = first;
    }

    /// <summary>The large folio whose head is frame <paramref name="i"/>.</summary>
    public ref LargeFolio Large(int i, int order)
    {
        if (1 << order == _frames)
        {
            return ref Whole;
        }

        _large ??= new LargeFolio[_frames >> PageGeometry.MinAnonOrder];
        return ref _large[i >> PageGeometry.MinAnonOrder];
    }

    /// <summary>Forgets everything, as after the last frame was freed.</summary>
    public void Reset()
    {
        _meta = null;
        _mapCounts = null;
        _exclusive = null;
        _tokens = null;
        _indices = null;
        _stamps = null;
        _large = null;
        _uniformMeta = 0;
        _uniformMapCount = 0;
        _uniformExclusive = false;
        _tokenBase = 0;
        _tokensAscend = false;
        Whole = default;
    }

    /// <summary>An independent copy, for a branch of the machine's history.</summary>
    public FrameBlock Clone()
    {
        var copy = (FrameBlock)MemberwiseClone();
        copy._meta = (uint[]?)_meta?.Clone();
        copy._mapCounts = (ushort[]?)_mapCounts?.Clone();
        copy._exclusive = (ulong[]?)_exclusive?.Clone();
        copy._tokens = (long[]?)_tokens?.Clone();
        copy._indices = (long[]?)_indices?.Clone();
        copy._stamps = (long[]?)_stamps?.Clone();
        copy._large = (LargeFolio[]?)_large?.Clone();
        return copy;
    }

    private T[] Expand<T>(ref T[]? array, T uniform)
    {
        if (array is null)
        {
            array = new T[_frames];
            array.AsSpan().Fill(uniform);
        }

        return array;
    }

    private long[] Ascending(long first)
    {
        var array = new long[_frames];
        for (int k = 0; k < array.Length; k++)
        {
            array[k] = first + k;
        }

        return array;
    }
}
