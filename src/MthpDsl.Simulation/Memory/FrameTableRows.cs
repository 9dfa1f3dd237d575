using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>Blocks that come by the thousand: a chunk of them is one record until somebody looks at one.</summary>
internal sealed partial class FrameTable
{
    // By chunk. One that has a row has no blocks of its own yet.
    private BlockRow?[] _rows = [];

    /// <summary>
    /// Makes consecutive new PMD-sized folios that one address space maps by leaves: what as many faults and stores leave.
    /// The deferred split queue links them, or leaves them out where <paramref name="queueTail"/> is null.
    /// </summary>
    /// <param name="head">The first frame.</param>
    /// <param name="count">Folios.</param>
    /// <param name="index">The linear page index of the first page.</param>
    /// <param name="token">The content of the first page; contents grow by one a page. 0: all hold zero bytes.</param>
    /// <param name="owner">The address space.</param>
    /// <param name="queueTail">The head of the folio queued last, -1 for an empty queue, null to queue none.</param>
    public void MakeLeaves(long head, long count, long index, long token, int owner, long? queueTail)
    {
        int frames = BlockFrames;
        FolioFlags flags = FolioFlags.NewAnon | (queueTail is null ? 0 : FolioFlags.OnDeferredList);
        LargeFolio folio = LargeFolio.Unmapped with
        {
            LargeMapCount = 1, EntireMapCount = 1, FirstOwner = owner, FirstOwnerMaps = 1,
        };
        for (long k = 0; k < count;)
        {
            long pfn = head + (k * frames);
            long ahead = k * frames;
            if (queueTail is not null)
            {
                folio.DeferredPrevious = k == 0 ? queueTail.Value : pfn - frames;
                folio.DeferredNext = k == count - 1 ? -1 : pfn + frames;
            }

            FrameBlock block = default;
            block.Begin(0, index + ahead, _nextStamp + ahead, token == 0 ? 0 : token + ahead, token != 0, mapCount: 0, exclusive: true);
            block.SetMeta(frames, 0, frames, (uint)_blockShift | (uint)flags);
            block.AllocatedFrames = frames;
            block.Whole = folio;
            bool isLink = queueTail is null || k > 0;
            long alike = queueTail is null ? count - k : count - 1 - k;
            if (isLink && IsStartOfUnusedChunk(pfn, alike))
            {
                MakeRow(pfn, block);
                k += ChunkBlocks;
            }
            else
            {
                EnsureBlock(pfn) = block;
                k++;
            }
        }

        _nextStamp += count * frames;
    }

    /// <summary>How many PMD-sized folios from a head on are as they were made, mapped by one leaf each; 0 where somebody has looked at them.</summary>
    public long UntouchedLeaves(long head) =>
        FindRow(head >> (_blockShift + ChunkShift)) is { } row && IsWholeBlock(row.First.Meta(0)) ? FramesLeftInChunk(head) >> _blockShift : 0;

    private long FramesLeftInChunk(long pfn)
    {
        long frames = (long)ChunkBlocks << _blockShift;
        return frames - (pfn & (frames - 1));
    }

    private BlockRow? FindRow(long chunk) => chunk < _rows.Length ? _rows[chunk] : null;

    private bool HasBlocks(long chunk) => (chunk < _chunks.Length && _chunks[chunk] is not null) || FindRow(chunk) is not null;

    // Whether at least a whole chunk of blocks follows, of which there was never one.
    private bool IsStartOfUnusedChunk(long pfn, long blocks) =>
        blocks >= ChunkBlocks && (pfn & (((long)ChunkBlocks << _blockShift) - 1)) == 0 && !HasBlocks(pfn >> (_blockShift + ChunkShift));

    private void MakeRow(long pfn, in FrameBlock first)
    {
        int chunk = checked((int)(pfn >> (_blockShift + ChunkShift)));
        if (chunk >= _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(chunk + 1, _rows.Length * 2));
        }

        _rows[chunk] = new BlockRow(first);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FrameBlock[] MakeChunk(long block)
    {
        int chunk = checked((int)(block >> ChunkShift));
        if (chunk >= _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(chunk + 1, _chunks.Length * 2));
        }

        var blocks = new FrameBlock[ChunkBlocks];
        if (FindRow(chunk) is { } row)
        {
            for (int k = 0; k < blocks.Length; k++)
            {
                blocks[k] = row.First.Further((long)k << _blockShift);
            }

            _rows[chunk] = null;
        }

        return _chunks[chunk] = blocks;
    }

    /// <summary>A chunk of blocks that go on as the first begins.</summary>
    private sealed record BlockRow(FrameBlock First);
}
