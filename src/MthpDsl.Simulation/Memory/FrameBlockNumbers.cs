using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>The numbers of a block's frames: what they hold, where they belong, how old they are.</summary>
internal partial struct FrameBlock
{
    public readonly long Token(int i) =>
        _detail is { Tokens.AreKept: true } ? _detail.Tokens[i] : _tokensAscend ? _tokenBase + i : _tokenBase;

    /// <summary>The linear page index of the frame; valid for the head of a folio.</summary>
    public readonly long Index(int i) => _detail is { Indices.AreKept: true } ? _detail.Indices[i] : _indexBase + i;

    /// <summary>The place in the LRU order: larger is younger; valid for the head of a folio.</summary>
    public readonly long Stamp(int i) => _detail is { Stamps.AreKept: true } ? _detail.Stamps[i] : _stampBase + i;

    /// <summary>Whether all tokens of the block are alike or grow by one a frame, and then the first of a stretch.</summary>
    public readonly bool TryGetTokens(int i, out long first, out bool ascending)
    {
        (first, ascending) = (Token(i), _tokensAscend);
        return _detail is not { Tokens.AreKept: true };
    }

    /// <summary>A block further on in a row of such.</summary>
    /// <param name="frames">How far.</param>
    public readonly FrameBlock Further(long frames)
    {
        FrameBlock block = this;
        block._indexBase += frames;
        block._stampBase += frames;
        block._tokenBase += _tokensAscend ? frames : 0;
        block.Whole.DeferredPrevious += Whole.DeferredPrevious < 0 ? 0 : frames;
        block.Whole.DeferredNext += Whole.DeferredNext < 0 ? 0 : frames;
        return block;
    }

    // What SetToken, SetIndex and SetStamps do, without a call where the numbers are kept already or as the rules say.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AppendNumbers(int frames, int i, long index, long stamp, long token)
    {
        if (_detail is { Indices.AreKept: true } detail)
        {
            detail.Indices.Set(i, index);
        }
        else
        {
            SetIndex(frames, i, 1, index);
        }

        if (Token(i) != token)
        {
            SetToken(frames, i, token);
        }

        if (Stamp(i) != stamp)
        {
            SetStamps(frames, i, 1, stamp);
        }
    }

    public void SetToken(int frames, int i, long token)
    {
        if (_detail is not { Tokens.AreKept: true })
        {
            if (Token(i) == token)
            {
                return;
            }

            Detail.Tokens.Keep(frames, _tokenBase, _tokensAscend, around: token);
        }

        _detail!.Tokens.Set(i, token);
    }

    /// <summary>Gives a stretch the same token (zero: it holds zero bytes), or tokens that grow by one a frame.</summary>
    public void SetTokens(int frames, int i, int count, long first, bool ascending)
    {
        if (count == frames)
        {
            _detail?.Tokens = default;
            _tokenBase = first;
            _tokensAscend = ascending;
            return;
        }

        if (_detail is not { Tokens.AreKept: true })
        {
            if (Token(i) == first && (count == 1 || _tokensAscend == ascending))
            {
                return;
            }

            Detail.Tokens.Keep(frames, _tokenBase, _tokensAscend, around: first);
        }

        _detail!.Tokens.Fill(i, count, first, ascending);
    }

    public void SetIndex(int frames, int i, int count, long first)
    {
        if (count == frames)
        {
            _detail?.Indices = default;
            _indexBase = first;
            return;
        }

        if (_detail is not { Indices.AreKept: true })
        {
            if (_indexBase + i == first)
            {
                return;
            }

            Detail.Indices.Keep(frames, _indexBase, ascending: true, around: first);
        }

        _detail!.Indices.Fill(i, count, first, ascending: true);
    }

    /// <summary>Gives a stretch stamps that grow by one a frame.</summary>
    public void SetStamps(int frames, int i, int count, long first)
    {
        if (_detail is not { Stamps.AreKept: true })
        {
            if (_stampBase + i == first)
            {
                return;
            }

            Detail.Stamps.Keep(frames, _stampBase, ascending: true, around: first);
        }

        _detail!.Stamps.Fill(i, count, first, ascending: true);
    }
}
