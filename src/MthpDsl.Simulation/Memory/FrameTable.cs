using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// All page frames, by frame number (pfn), in blocks of one PMD size that exist only where memory was ever used.
/// A folio is named by the frame number of its head.
/// </summary>
internal sealed partial class FrameTable
{
    // Blocks come in chunks, so that the table grows without being copied.
    private const int ChunkShift = 10;
    private const int ChunkMask = (1 << ChunkShift) - 1;

    private readonly int _blockShift;
    private readonly int _blockMask;
    private FrameBlock[]?[] _chunks;
    private long _nextStamp = 1;

    public FrameTable(PageGeometry geometry)
    {
        _blockShift = geometry.PmdOrder;
        _blockMask = geometry.PmdPages - 1;
        _chunks = new FrameBlock[]?[1];
    }

    private FrameTable(FrameTable other)
    {
        _blockShift = other._blockShift;
        _blockMask = other._blockMask;
        _nextStamp = other._nextStamp;
        PlainEpoch = other.PlainEpoch;
        _chunks = Array.ConvertAll(
            other._chunks, chunk => chunk is null ? null : Array.ConvertAll(chunk, block => block.Clone()));
        _rows = (BlockRow?[])other._rows.Clone();
        References = new Dictionary<long, FolioReferences>(other.References);
    }

    /// <summary>
    /// Grows whenever a base page in use may have become something that a scan for collapse must look at: off the LRU, referenced, mapped
    /// twice, cached for swap. While it stands, what was plain is plain.
    /// </summary>
    public long PlainEpoch { get; private set; }

    /// <summary>Folios with plain references or pins (`hold`, `pin`), by head; few at any time.</summary>
    public Dictionary<long, FolioReferences> References { get; } = [];

    private static int ChunkBlocks => ChunkMask + 1;

    private int BlockFrames => _blockMask + 1;

    public FrameTable Clone() => new(this);

    /// <summary>The block of a frame that is or was in use.</summary>
    public ref FrameBlock Block(long pfn)
    {
        long block = pfn >> _blockShift;
        FrameBlock[]?[] chunks = _chunks;
        int chunk = (int)(block >> ChunkShift);
        FrameBlock[] blocks = (uint)chunk < (uint)chunks.Length && chunks[chunk] is { } known ? known : MakeChunk(block);
        return ref blocks[(int)block & ChunkMask];
    }

    /// <summary>The place of a frame in its block.</summary>
    public int Slot(long pfn) => (int)pfn & _blockMask;

    public int Order(long pfn) => (int)(Block(pfn).Meta(Slot(pfn)) & 31);

    public FolioFlags Flags(long pfn) => (FolioFlags)(Block(pfn).Meta(Slot(pfn)) & ~31u);

    /// <summary>Whether the frame belongs to a folio, for any frame number.</summary>
    public bool IsAllocated(long pfn)
    {
        long chunk = pfn >> (_blockShift + ChunkShift);
        return HasBlocks(chunk) && (Flags(pfn) & FolioFlags.Allocated) != 0;
    }

    public bool Has(long head, FolioFlags flag) => (Flags(head) & flag) != 0;

    /// <summary>The head of the folio that a frame belongs to: folios are naturally aligned (spec MM 2.4 f).</summary>
    public long Head(long pfn) => pfn & -(1L << Order(pfn));

    public int Pages(long pfn) => 1 << Order(pfn);

    public int MapCount(long pfn) => Block(pfn).MapCount(Slot(pfn));

    public bool IsExclusive(long pfn) => Block(pfn).IsExclusive(Slot(pfn));

    public long Token(long pfn) => Block(pfn).Token(Slot(pfn));

    /// <summary>The linear page index of a frame: where it lies in its anonymous VMA (page_pgoff).</summary>
    public long Index(long pfn)
    {
        long head = Head(pfn);
        return Block(head).Index(Slot(head)) + (pfn - head);
    }

    /// <summary>Gives a folio another linear index, as folio_move_anon_rmap and a new owner do.</summary>
    public void SetIndex(long head, long index) => Block(head).SetIndex(BlockFrames, Slot(head), Pages(head), index);

    public long Stamp(long head) => Block(head).Stamp(Slot(head));

    /// <summary>What only the large folio with this head has.</summary>
    public ref LargeFolio Large(long head)
    {
        ref FrameBlock block = ref Block(head);
        int slot = Slot(head);
        if (IsWholeBlock(block.Meta(slot)))
        {
            return ref block.Whole;
        }

        return ref block.Part(BlockFrames, slot);
    }

    /// <summary>What only the large folio with this head has, to read it.</summary>
    public LargeFolio PeekLarge(long head)
    {
        ref FrameBlock block = ref Block(head);
        int slot = Slot(head);
        return IsWholeBlock(block.Meta(slot)) ? block.Whole : block.PeekPart(slot);
    }

    /// <summary>Maps a stretch of pages by one PTE more each; returns how many were mapped nowhere before.</summary>
    public int RaiseMapCounts(long pfn, int count)
    {
        int unmapped = Block(pfn).AddMapCount(BlockFrames, Slot(pfn), count, 1);
        PlainEpoch += unmapped < count ? 1 : 0;
        return unmapped;
    }

    /// <summary>Maps a stretch of pages by one PTE less each; returns how many are mapped nowhere now.</summary>
    public int LowerMapCounts(long pfn, int count) => Block(pfn).AddMapCount(BlockFrames, Slot(pfn), count, -1);

    /// <summary>
    /// Adds or takes one PTE mapping of every page of a whole block, where all its folios are alike, none is of PMD size and each page is mapped before
    /// and after.
    /// </summary>
    /// <param name="pfn">The first frame.</param>
    /// <param name="change">1 or -1.</param>
    /// <param name="owner">The address space.</param>
    /// <returns>Whether it did.</returns>
    public bool TryChangeMappingsOfBlock(long pfn, int change, int owner)
    {
        ref FrameBlock block = ref Block(pfn);
        int order = (int)(block.Meta(0) & 31);
        if (Slot(pfn) != 0 || order >= _blockShift || !block.IsFullOfLikeFolios(BlockFrames, leastMapCount: change > 0 ? 1 : 2))
        {
            return false;
        }

        block.AddMapCount(BlockFrames, 0, BlockFrames, change);
        if (order > 0)
        {
            block.Whole.CountMappings(owner, change << order);
        }

        PlainEpoch += change > 0 ? 1 : 0;
        return true;
    }

    /// <summary>Forgets all PTE mappings of a stretch, as unmap_folio does before a split.</summary>
    public void ClearMapCounts(long pfn, int count) => Block(pfn).ClearMapCount(BlockFrames, Slot(pfn), count);

    /// <summary>Sets flags of a folio in its head; tails keep the flags they were made with.</summary>
    public void SetFlags(long head, FolioFlags flags)
    {
        PlainEpoch += (flags & FolioFlags.NotPlain) != 0 ? 1 : 0;
        ref FrameBlock block = ref Block(head);
        int slot = Slot(head);
        uint meta = block.Meta(slot);
        block.SetMeta(BlockFrames, slot, IsWholeBlock(meta) ? BlockFrames : 1, meta | (uint)flags);
    }

    public void ClearFlags(long head, FolioFlags flags)
    {
        PlainEpoch += (flags & FolioFlags.OfPlain) != 0 ? 1 : 0;
        ref FrameBlock block = ref Block(head);
        int slot = Slot(head);
        uint meta = block.Meta(slot);
        block.SetMeta(BlockFrames, slot, IsWholeBlock(meta) ? BlockFrames : 1, meta & ~(uint)flags);
    }

    public void SetExclusive(long pfn, int count, bool value) =>
        Block(pfn).SetExclusive(BlockFrames, Slot(pfn), count, value);

    public void SetToken(long pfn, long token) => Block(pfn).SetToken(BlockFrames, Slot(pfn), token);

    public void SetTokens(long pfn, int count, long first, bool ascending) =>
        Block(pfn).SetTokens(BlockFrames, Slot(pfn), count, first, ascending);

    /// <summary>Moves a folio to the young end of the LRU order.</summary>
    public void Touch(long head) => SetStamp(head, _nextStamp++);

    public void SetStamp(long head, long stamp) => Block(head).SetStamps(BlockFrames, Slot(head), 1, stamp);

    /// <summary>
    /// How many base pages from one on, within its block, have the same flags as it and are mapped by one PTE each; 0 if it is no such
    /// page.
    /// </summary>
    public int MappedOnceRun(long pfn, int most)
    {
        int slot = Slot(pfn);
        return Order(pfn) == 0 ? Block(pfn).MappedRun(slot, Math.Min(most, BlockFrames - slot), mapCount: 1) : 0;
    }

    /// <summary>How many whole folios of one order, each page mapped by as many PTEs, follow each other from a frame on, at least in its block.</summary>
    /// <param name="pfn">The first frame.</param>
    /// <param name="most">Frames to look at, at most.</param>
    /// <param name="order">Their order, below the PMD order.</param>
    /// <param name="mapCount">The PTE mappings of each page.</param>
    /// <returns>Folios; 0 where the first frame begins none.</returns>
    public long MappedAlikeFolios(long pfn, long most, out int order, out int mapCount)
    {
        long run;
        mapCount = 1;
        if (FindRow(pfn >> (_blockShift + ChunkShift)) is { } row)
        {
            order = (int)(row.First.Meta(0) & 31);
            run = Math.Min(most, FramesLeftInChunk(pfn));
        }
        else
        {
            order = Order(pfn);
            mapCount = MapCount(pfn);
            run = Block(pfn).MappedRun(Slot(pfn), (int)Math.Min(most, BlockFrames - Slot(pfn)), mapCount);
        }

        return order < _blockShift && (pfn & ((1L << order) - 1)) == 0 ? run >> order : 0;
    }

    /// <summary>Whether a page is a base page mapped once, on the LRU, and no scan for collapse finds anything else about it.</summary>
    public bool IsPlain(long pfn)
    {
        ref FrameBlock block = ref Block(pfn);
        int slot = Slot(pfn);
        uint meta = block.Meta(slot);
        return (meta & (31u | (uint)(FolioFlags.NotPlain | FolioFlags.OfPlain))) == (uint)FolioFlags.OfPlain && block.MapCount(slot) == 1;
    }

    /// <summary>Clears flags of base pages that follow each other and have the same flags.</summary>
    public void ClearRunFlags(long first, int count, FolioFlags flags)
    {
        PlainEpoch += (flags & FolioFlags.OfPlain) != 0 ? 1 : 0;
        ref FrameBlock block = ref Block(first);
        block.SetMeta(BlockFrames, Slot(first), count, block.Meta(Slot(first)) & ~(uint)flags);
    }

    /// <summary>Copies the contents of pages that follow each other; neither stretch leaves its block.</summary>
    public void CopyTokens(long from, long to, int count)
    {
        ref FrameBlock source = ref Block(from);
        if (source.TryGetTokens(Slot(from), out long first, out bool ascending))
        {
            SetTokens(to, count, first, ascending);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            SetToken(to + i, Token(from + i));
        }
    }

    /// <summary>Frame numbers of the heads of all folios, ascending.</summary>
    public IEnumerable<long> Heads()
    {
        long frames = Math.Max((long)_chunks.Length, _rows.Length) << (ChunkShift + _blockShift);
        for (long pfn = 0; pfn < frames;)
        {
            if (!HasBlocks(pfn >> (ChunkShift + _blockShift)))
            {
                pfn += 1L << (ChunkShift + _blockShift);
            }
            else if (Block(pfn).AllocatedFrames == 0)
            {
                pfn += BlockFrames;
            }
            else if (IsAllocated(pfn))
            {
                yield return pfn;
                pfn += Pages(pfn);
            }
            else
            {
                pfn++;
            }
        }
    }

    private bool IsWholeBlock(uint meta) => (int)(meta & 31) == _blockShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref FrameBlock EnsureBlock(long pfn)
    {
        long block = pfn >> _blockShift;
        int chunk = (int)(block >> ChunkShift);
        FrameBlock[]?[] chunks = _chunks;
        FrameBlock[] blocks = (uint)chunk < (uint)chunks.Length && chunks[chunk] is { } known ? known : MakeChunk(block);
        return ref blocks[(int)block & ChunkMask];
    }
}
