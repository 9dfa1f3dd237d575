namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>
/// One PMD entry. The difference between none and an empty table is essential: only none lets a PMD-sized fault happen
/// (spec MM 0, 2.2).
/// </summary>
internal struct PmdSlot
{
    /// <summary>The page table, where the slot is one.</summary>
    public PteTable? Table;

    /// <summary>The entry of a leaf: a PMD-mapped folio's head, or the huge zero folio.</summary>
    public Pte Leaf;

    public readonly bool IsNone => Table is null && Leaf.IsNone;

    public readonly bool IsTable => Table is not null;

    public readonly bool IsLeaf => !Leaf.IsNone;

    public readonly bool IsHugeZero => Leaf.IsZeroPage;

    /// <summary>A leaf that maps a folio, not the huge zero folio.</summary>
    public readonly bool IsFolioLeaf => Leaf.IsPage;
}

/// <summary>The PMD entries of an address space, by PMD index (virtual page number over the PMD order).</summary>
internal sealed class PageTable
{
    private const int ChunkShift = 9;
    private const int ChunkMask = (1 << ChunkShift) - 1;

    private readonly Dictionary<long, PmdSlot[]> _chunks = [];
    private readonly int _pmdOrder;
    private long _cachedKey = -1;
    private PmdSlot[] _cached = [];

    public PageTable(PageGeometry geometry)
    {
        _pmdOrder = geometry.PmdOrder;
        PmdPages = geometry.PmdPages;
    }

    /// <summary>Entries of one page table.</summary>
    public int PmdPages { get; }

    public long PmdIndex(long vpn) => vpn >> _pmdOrder;

    public int PteIndex(long vpn) => (int)vpn & (PmdPages - 1);

    public long FirstVpn(long pmdIndex) => pmdIndex << _pmdOrder;

    /// <summary>The slot that covers a virtual page, made if it is not there yet.</summary>
    public ref PmdSlot Slot(long pmdIndex)
    {
        long key = pmdIndex >> ChunkShift;
        if (key != _cachedKey)
        {
            if (!_chunks.TryGetValue(key, out PmdSlot[]? chunk))
            {
                chunk = new PmdSlot[ChunkMask + 1];
                _chunks.Add(key, chunk);
            }

            _cachedKey = key;
            _cached = chunk;
        }

        return ref _cached[pmdIndex & ChunkMask];
    }

    /// <summary>The slot's value; none where there was never one.</summary>
    public PmdSlot Peek(long pmdIndex)
    {
        long key = pmdIndex >> ChunkShift;
        if (key == _cachedKey)
        {
            return _cached[pmdIndex & ChunkMask];
        }

        return _chunks.TryGetValue(key, out PmdSlot[]? chunk) ? chunk[pmdIndex & ChunkMask] : default;
    }

    /// <summary>The table that covers a PMD index, made if the slot is none. The slot must not be a leaf.</summary>
    public PteTable EnsureTable(long pmdIndex)
    {
        ref PmdSlot slot = ref Slot(pmdIndex);
        return slot.Table ??= new PteTable(PmdPages);
    }

    /// <summary>The entry of a page; none where there is no table. A leaf reads as the entry of its page.</summary>
    public Pte ReadPte(long vpn)
    {
        PmdSlot slot = Peek(PmdIndex(vpn));
        if (slot.Table is not null)
        {
            return slot.Table[PteIndex(vpn)];
        }

        return slot.IsLeaf ? slot.Leaf.Advance(PteIndex(vpn)) : Pte.None;
    }

    public PageTable Clone(PageGeometry geometry)
    {
        var copy = new PageTable(geometry);
        foreach ((long key, PmdSlot[] chunk) in _chunks)
        {
            var slots = (PmdSlot[])chunk.Clone();
            for (int i = 0; i < slots.Length; i++)
            {
                slots[i].Table = slots[i].Table?.Clone();
            }

            copy._chunks.Add(key, slots);
        }

        return copy;
    }
}
