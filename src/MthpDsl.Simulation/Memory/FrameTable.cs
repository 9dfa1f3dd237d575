namespace MthpDsl.Simulation.Memory;

/// <summary>
/// All page frames, by frame number (pfn), in blocks of one PMD size that exist only where memory was ever used.
/// A folio is named by the frame number of its head.
/// </summary>
internal sealed class FrameTable
{
    private readonly int _blockShift;
    private readonly int _blockMask;
    private FrameBlock?[] _blocks;
    private long _nextStamp = 1;

    public FrameTable(PageGeometry geometry)
    {
        _blockShift = geometry.PmdOrder;
        _blockMask = geometry.PmdPages - 1;
        _blocks = new FrameBlock?[16];
    }

    private FrameTable(FrameTable other)
    {
        _blockShift = other._blockShift;
        _blockMask = other._blockMask;
        _nextStamp = other._nextStamp;
        _blocks = Array.ConvertAll(other._blocks, block => block?.Clone());
        References = new Dictionary<long, FolioReferences>(other.References);
    }

    /// <summary>Folios with plain references or pins (`hold`, `pin`), by head; few at any time.</summary>
    public Dictionary<long, FolioReferences> References { get; } = [];

    public FrameTable Clone() => new(this);

    /// <summary>The block of a frame that is or was in use.</summary>
    public FrameBlock Block(long pfn) => _blocks[(int)(pfn >> _blockShift)]!;

    /// <summary>The place of a frame in its block.</summary>
    public int Slot(long pfn) => (int)pfn & _blockMask;

    public int Order(long pfn) => (int)(Block(pfn).Meta(Slot(pfn)) & 31);

    public FolioFlags Flags(long pfn) => (FolioFlags)(Block(pfn).Meta(Slot(pfn)) & ~31u);

    /// <summary>Whether the frame belongs to a folio, for any frame number.</summary>
    public bool IsAllocated(long pfn)
    {
        long block = pfn >> _blockShift;
        return block < _blocks.Length && _blocks[block] is not null && (Flags(pfn) & FolioFlags.Allocated) != 0;
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
    public void SetIndex(long head, long index) => Block(head).SetIndex(Slot(head), Pages(head), index);

    public long Stamp(long head) => Block(head).Stamp(Slot(head));

    public ref LargeFolio Large(long head) => ref Block(head).Large(Slot(head), Order(head));

    /// <summary>Sets flags of a folio in its head; tails keep the flags they were made with.</summary>
    public void SetFlags(long head, FolioFlags flags)
    {
        FrameBlock block = Block(head);
        int slot = Slot(head);
        uint meta = block.Meta(slot);
        block.SetMeta(slot, Whole(meta) ? _blockMask + 1 : 1, meta | (uint)flags);
    }

    public void ClearFlags(long head, FolioFlags flags)
    {
        FrameBlock block = Block(head);
        int slot = Slot(head);
        uint meta = block.Meta(slot);
        block.SetMeta(slot, Whole(meta) ? _blockMask + 1 : 1, meta & ~(uint)flags);
    }

    public void SetExclusive(long pfn, int count, bool value) => Block(pfn).SetExclusive(Slot(pfn), count, value);

    public void SetToken(long pfn, long token) => Block(pfn).SetToken(Slot(pfn), token);

    public void SetTokens(long pfn, int count, long first, bool ascending) =>
        Block(pfn).SetTokens(Slot(pfn), count, first, ascending);

    /// <summary>Moves a folio to the young end of the LRU order.</summary>
    public void Touch(long head) => Block(head).SetStamp(Slot(head), _nextStamp++);

    public void SetStamp(long head, long stamp) => Block(head).SetStamp(Slot(head), stamp);

    /// <summary>Makes a folio of frames that the allocator gave: unmapped, exclusive to nobody, filled with zero bytes.</summary>
    public void MakeFolio(long head, int order, FolioFlags flags, long index)
    {
        FrameBlock block = EnsureBlock(head);
        int slot = Slot(head);
        int pages = 1 << order;
        block.SetMeta(slot, pages, (uint)order | (uint)(flags | FolioFlags.Allocated));
        block.SetMapCount(slot, pages, 0);
        block.SetExclusive(slot, pages, false);
        block.SetTokens(slot, pages, 0, ascending: false);
        block.SetIndex(slot, pages, index);
        block.SetStamp(slot, _nextStamp++);
        block.AllocatedFrames += pages;
        if (order >= PageGeometry.MinAnonOrder)
        {
            block.Large(slot, order) = new LargeFolio { DeferredPrevious = -1, DeferredNext = -1 };
        }
    }

    /// <summary>Turns a folio into folios of a smaller order; mapcounts, markers and contents stay with their frames.</summary>
    public void SplitFolio(long head, int newOrder, FolioFlags flags)
    {
        FrameBlock block = Block(head);
        int slot = Slot(head);
        int pages = Pages(head);
        long index = Index(head);
        block.SetMeta(slot, pages, (uint)newOrder | (uint)(flags | FolioFlags.Allocated));
        block.SetIndex(slot, pages, index);
        for (int i = 0; i < pages; i += 1 << newOrder)
        {
            block.SetStamp(slot + i, _nextStamp++);
            if (newOrder >= PageGeometry.MinAnonOrder)
            {
                block.Large(slot + i, newOrder) = new LargeFolio { DeferredPrevious = -1, DeferredNext = -1 };
            }
        }
    }

    /// <summary>Forgets a folio whose frames go back to the allocator.</summary>
    public void DropFolio(long head)
    {
        FrameBlock block = Block(head);
        int slot = Slot(head);
        int pages = Pages(head);
        block.AllocatedFrames -= pages;
        if (block.AllocatedFrames == 0)
        {
            block.Reset();
        }
        else
        {
            block.SetMeta(slot, pages, 0);
            block.SetMapCount(slot, pages, 0);
            block.SetExclusive(slot, pages, false);
        }
    }

    /// <summary>Frame numbers of the heads of all folios, ascending.</summary>
    public IEnumerable<long> Heads()
    {
        for (int b = 0; b < _blocks.Length; b++)
        {
            if (_blocks[b] is not { AllocatedFrames: > 0 })
            {
                continue;
            }

            long pfn = (long)b << _blockShift;
            long end = pfn + _blockMask + 1;
            while (pfn < end)
            {
                bool allocated = IsAllocated(pfn);
                if (allocated)
                {
                    yield return pfn;
                }

                pfn += allocated ? Pages(pfn) : 1;
            }
        }
    }

    private bool Whole(uint meta) => (int)(meta & 31) == _blockShift;

    private FrameBlock EnsureBlock(long pfn)
    {
        int index = checked((int)(pfn >> _blockShift));
        if (index >= _blocks.Length)
        {
            Array.Resize(ref _blocks, Math.Max(index + 1, _blocks.Length * 2));
        }

        return _blocks[index] ??= new FrameBlock(_blockMask + 1);
    }
}
