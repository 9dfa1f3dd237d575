using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>How frames become folios, folios smaller ones, and folios free frames again.</summary>
internal sealed partial class FrameTable
{
    /// <summary>Makes a folio of frames that the allocator gave: unmapped, exclusive to nobody, filled with zero bytes.</summary>
    public void MakeFolio(long head, int order, FolioFlags flags, long index)
    {
        ref FrameBlock block = ref EnsureBlock(head);
        int frames = BlockFrames;
        int slot = Slot(head);
        int pages = 1 << order;
        long stamp = _nextStamp++;
        if (block.AllocatedFrames == 0)
        {
            block.Begin(slot, index, stamp, token: 0, tokensAscend: false, mapCount: 0, exclusive: false);
        }

        block.SetMeta(frames, slot, pages, (uint)order | (uint)(flags | FolioFlags.Allocated));
        block.ClearMapCount(frames, slot, pages);
        block.SetExclusive(frames, slot, pages, false);
        block.SetTokens(frames, slot, pages, 0, ascending: false);
        block.SetIndex(frames, slot, pages, index);
        block.SetStamps(frames, slot, 1, stamp);
        block.AllocatedFrames += pages;
        if (order >= PageGeometry.MinAnonOrder)
        {
            Large(head) = LargeFolio.Unmapped;
        }
    }

    /// <summary>
    /// Makes consecutive new anonymous folios of one order that one address space maps, writable, by PTEs: what as many calls of
    /// <see cref="MakeFolio"/>, faults and stores leave.
    /// </summary>
    /// <param name="first">The first frame.</param>
    /// <param name="most">Frames, whole folios.</param>
    /// <param name="order">Below the PMD order.</param>
    /// <param name="index">The linear page index of the first.</param>
    /// <param name="token">The content of the first frame.</param>
    /// <param name="tokensAscend">Whether contents grow by one a frame; else all frames have the same.</param>
    /// <param name="owner">The address space.</param>
    /// <returns>How many there are now: those up to the end of the first frame's block, or of a row of blocks that are alike.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long MakeMapped(long first, long most, int order, long index, long token, bool tokensAscend, int owner)
    {
        int frames = BlockFrames;
        int slot = Slot(first);
        if (IsStartOfUnusedChunk(first, most >> _blockShift))
        {
            MakeRow(first, MappedBlock(order, index, token, tokensAscend, owner));
            return (long)ChunkBlocks << _blockShift;
        }

        int count = (int)Math.Min(most, frames - slot);
        ref FrameBlock block = ref EnsureBlock(first);
        long stamp = _nextStamp;
        _nextStamp += count;
        if (block.AllocatedFrames == 0)
        {
            block.Begin(slot, index, stamp, token, tokensAscend, mapCount: 1, exclusive: true);
        }
        else
        {
            block.SetMapCount(frames, slot, count, 1);
            block.SetExclusive(frames, slot, count, true);
            block.SetTokens(frames, slot, count, token, tokensAscend);
            block.SetIndex(frames, slot, count, index);
            block.SetStamps(frames, slot, count, stamp);
        }

        block.SetMeta(frames, slot, count, (uint)order | (uint)FolioFlags.NewAnon);
        if (order >= PageGeometry.MinAnonOrder)
        {
            block.SetParts(frames, slot, count, order, LargeFolio.MappedOnce(1 << order, owner));
        }

        block.AllocatedFrames += count;
        return count;
    }

    /// <summary>The same for one base page.</summary>
    public void MakeMappedPage(long pfn, long index, long token, int owner)
    {
        ref FrameBlock block = ref EnsureBlock(pfn);
        if (block.TryAppendPage(BlockFrames, Slot(pfn), (uint)FolioFlags.NewAnon, index, _nextStamp, token))
        {
            _nextStamp++;
        }
        else
        {
            MakeMapped(pfn, 1, 0, index, token, tokensAscend: token != 0, owner);
        }
    }

    // A block full of such folios, the first of a row that takes its stamps.
    private FrameBlock MappedBlock(int order, long index, long token, bool tokensAscend, int owner)
    {
        FrameBlock block = default;
        block.Begin(0, index, _nextStamp, token, tokensAscend, mapCount: 1, exclusive: true);
        block.SetMeta(BlockFrames, 0, BlockFrames, (uint)order | (uint)FolioFlags.NewAnon);
        if (order >= PageGeometry.MinAnonOrder)
        {
            block.Whole = LargeFolio.MappedOnce(1 << order, owner);
        }

        block.AllocatedFrames = BlockFrames;
        _nextStamp += (long)ChunkBlocks << _blockShift;
        return block;
    }

    /// <summary>Turns a folio into folios of a smaller order; mapcounts, markers and contents stay with their frames.</summary>
    public void SplitFolio(long head, int newOrder, FolioFlags flags)
    {
        ref FrameBlock block = ref Block(head);
        int slot = Slot(head);
        int pages = Pages(head);
        long index = Index(head);
        block.SetMeta(BlockFrames, slot, pages, (uint)newOrder | (uint)(flags | FolioFlags.Allocated));
        block.SetIndex(BlockFrames, slot, pages, index);
        for (int i = 0; i < pages; i += 1 << newOrder)
        {
            block.SetStamps(BlockFrames, slot + i, 1, _nextStamp++);
            if (newOrder >= PageGeometry.MinAnonOrder)
            {
                Large(head + i) = LargeFolio.Unmapped;
            }
        }
    }

    /// <summary>Forgets base pages that follow each other in one block, as <see cref="DropFolio"/> one by one would.</summary>
    public void DropRun(long first, int count)
    {
        ref FrameBlock block = ref Block(first);
        int slot = Slot(first);
        block.AllocatedFrames -= count;
        if (block.AllocatedFrames == 0)
        {
            block = default;
            return;
        }

        block.SetMeta(BlockFrames, slot, count, 0);
        block.ClearMapCount(BlockFrames, slot, count);
        block.SetExclusive(BlockFrames, slot, count, false);
    }

    /// <summary>Forgets a folio whose frames go back to the allocator.</summary>
    public void DropFolio(long head)
    {
        ref FrameBlock block = ref Block(head);
        int slot = Slot(head);
        int pages = Pages(head);
        block.AllocatedFrames -= pages;
        if (block.AllocatedFrames == 0)
        {
            block = default;
            return;
        }

        block.SetMeta(BlockFrames, slot, pages, 0);
        block.ClearMapCount(BlockFrames, slot, pages);
        block.SetExclusive(BlockFrames, slot, pages, false);
    }
}
