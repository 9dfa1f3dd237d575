using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// The frames of one naturally aligned PMD-sized stretch of physical memory. Every property is either uniform over the
/// block (one value, or a value that grows with the frame) or an array; it becomes an array when a frame first differs.
/// So regular memory costs per block, and irregular memory per page.
/// </summary>
internal partial struct FrameBlock
{
    // Order in the low five bits, FolioFlags above; the same word in head and tails but for head-only flags. While uniform
    // it holds for the frames below _filled, and those above are free: memory is handed out in ascending frames.
    private uint _meta;
    private ushort _filled;
    private ushort _mapCount;
    private bool _exclusive;

    // Ascending: frame i holds the base plus i. Otherwise every frame holds the base.
    private bool _tokensAscend;
    private long _tokenBase;
    private long _indexBase;
    private long _stampBase;
    private FrameDetail? _detail;

    /// <summary>The folio that fills the block, when it has the PMD order; else what its smaller large folios all are until one differs.</summary>
    public LargeFolio Whole;

    /// <summary>Frames of the block that belong to folios.</summary>
    public int AllocatedFrames;

    public readonly uint Meta(int i) => _detail?.Meta is { } meta ? meta[i] : i < _filled ? _meta : 0;

    public readonly int MapCount(int i) => _detail?.MapCounts is { } counts ? counts[i] : _mapCount;

    /// <summary>Whether the PTE mapcounts of a stretch are these; no numbers stand for all zero.</summary>
    public readonly bool MapCountsAre(int i, int count, ReadOnlySpan<ushort> expected)
    {
        if (_detail?.MapCounts is { } counts)
        {
            ReadOnlySpan<ushort> stretch = counts.AsSpan(i, count);
            return expected.IsEmpty ? !stretch.ContainsAnyExcept((ushort)0) : stretch.SequenceEqual(expected);
        }

        return expected.IsEmpty ? _mapCount == 0 : !expected.ContainsAnyExcept(_mapCount);
    }

    public readonly bool IsExclusive(int i) =>
        _detail?.Exclusive is { } bits ? (bits[i >> 6] >> i & 1) != 0 : _exclusive;

    /// <summary>How many frames from one on have the same order and flags as it, and so many PTE mappings each.</summary>
    public readonly int MappedRun(int i, int most, int mapCount)
    {
        uint meta = Meta(i);
        if (_detail?.Meta is { } metas)
        {
            int other = metas.AsSpan(i, most).IndexOfAnyExcept(meta);
            most = other < 0 ? most : other;
        }
        else
        {
            most = Math.Min(most, _filled - i);
        }

        if (_detail?.MapCounts is { } counts)
        {
            int other = counts.AsSpan(i, most).IndexOfAnyExcept((ushort)mapCount);
            return other < 0 ? most : other;
        }

        return _mapCount == mapCount ? most : 0;
    }

    /// <summary>Starts a block of which no frame is in use with the values of the first frames to come.</summary>
    public void Begin(int i, long index, long stamp, long token, bool tokensAscend, int mapCount, bool exclusive)
    {
        this = default;
        _indexBase = index - i;
        _stampBase = stamp - i;
        _tokenBase = tokensAscend ? token - i : token;
        _tokensAscend = tokensAscend;
        _mapCount = (ushort)mapCount;
        _exclusive = exclusive;
    }

    /// <summary>
    /// Makes a frame what those before it are: of a folio of one page with these flags, exclusive and mapped by one PTE.
    /// </summary>
    /// <returns>Whether it does follow such; where not, nothing is changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAppendPage(int frames, int i, uint meta, long index, long stamp, long token)
    {
        if (i != _filled || meta != _meta || AllocatedFrames == 0 || _mapCount != 1 || !_exclusive || _detail is { IsMixed: true })
        {
            return false;
        }

        _filled++;
        AllocatedFrames++;
        AppendNumbers(frames, i, index, stamp, token);
        return true;
    }

    public void SetMeta(int frames, int i, int count, uint meta)
    {
        if (_detail?.Meta is null)
        {
            if (count == frames || (i == _filled && (_filled == 0 || meta == _meta)))
            {
                _filled = (ushort)(i + count);
                _meta = meta;
                return;
            }

            if (i + count <= _filled ? meta == _meta : i >= _filled && meta == 0)
            {
                return;
            }

            Detail.Meta = new uint[frames];
            Detail.Meta.AsSpan(0, _filled).Fill(_meta);
        }

        Detail.Meta!.AsSpan(i, count).Fill(meta);
    }

    /// <summary>Sets the PTE mapcount of a stretch.</summary>
    public void SetMapCount(int frames, int i, int count, int value)
    {
        if (_detail?.MapCounts is not null || _mapCount != value)
        {
            Detail.MapCounts ??= Filled(frames, _mapCount);
            Detail.MapCounts.AsSpan(i, count).Fill((ushort)value);
        }
    }

    /// <summary>Adds to the PTE mapcounts of a stretch, page by page.</summary>
    /// <returns>How many pages went from unmapped to mapped, or back.</returns>
    public int AddMapCount(int frames, int i, int count, int change)
    {
        int edge = change > 0 ? 1 : 0;
        if (count == frames && _detail?.MapCounts is null)
        {
            _mapCount = checked((ushort)(_mapCount + change));
            return _mapCount == edge ? count : 0;
        }

        Detail.MapCounts ??= Filled(frames, _mapCount);
        int crossed = 0;
        foreach (ref ushort mapCount in Detail.MapCounts.AsSpan(i, count))
        {
            mapCount = checked((ushort)(mapCount + change));
            crossed += mapCount == edge ? 1 : 0;
        }

        return crossed;
    }

    /// <summary>
    /// Whether the block is full of folios below its size that are alike in all that is counted of them, each page mapped at least so often by PTEs.
    /// </summary>
    public readonly bool IsFullOfLikeFolios(int frames, int leastMapCount) =>
        _filled == frames && _detail is not { IsMixed: true } && _detail?.Large is null && _mapCount >= leastMapCount;

    public void ClearMapCount(int frames, int i, int count)
    {
        if (count == frames)
        {
            _detail?.MapCounts = null;
            _mapCount = 0;
        }
        else if (_detail?.MapCounts is not null || _mapCount != 0)
        {
            Detail.MapCounts ??= Filled(frames, _mapCount);
            Detail.MapCounts.AsSpan(i, count).Clear();
        }
    }

    public void SetExclusive(int frames, int i, int count, bool value)
    {
        if (count == frames)
        {
            _detail?.Exclusive = null;
            _exclusive = value;
        }
        else if (_detail?.Exclusive is not null || _exclusive != value)
        {
            Detail.Exclusive ??= Filled((frames + 63) >> 6, _exclusive ? ulong.MaxValue : 0);
            Bitmap.Set(Detail.Exclusive, i, count, value);
        }
    }

    /// <summary>The large folio, smaller than the block, whose head is frame <paramref name="i"/>, to change it.</summary>
    public ref LargeFolio Part(int frames, int i)
    {
        Detail.Large ??= Filled(frames >> PageGeometry.MinAnonOrder, Whole);
        return ref Detail.Large[i >> PageGeometry.MinAnonOrder];
    }

    /// <summary>The same, to read it.</summary>
    public readonly LargeFolio PeekPart(int i) =>
        _detail?.Large is { } large ? large[i >> PageGeometry.MinAnonOrder] : Whole;

    /// <summary>Makes all large folios of a stretch of new folios alike.</summary>
    public void SetParts(int frames, int i, int count, int order, in LargeFolio value)
    {
        if (AllocatedFrames == 0 && _detail?.Large is null)
        {
            Whole = value;
        }
        else if (_detail?.Large is not null || Whole != value)
        {
            for (int k = i; k < i + count; k += 1 << order)
            {
                Part(frames, k) = value;
            }
        }
    }

    /// <summary>An independent copy, for a branch of the machine's history.</summary>
    public readonly FrameBlock Clone()
    {
        FrameBlock copy = this;
        copy._detail = _detail?.Clone();
        return copy;
    }

    private FrameDetail Detail => _detail ??= new FrameDetail();

    private static T[] Filled<T>(int length, T value)
    {
        var array = new T[length];
        array.AsSpan().Fill(value);
        return array;
    }
}
