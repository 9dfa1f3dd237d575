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
internal sealed partial class PageTable
{
    private const int ChunkShift = 9;
    private const int ChunkMask = (1 << ChunkShift) - 1;

    private PmdSlot[]?[] _chunks = [];
    private readonly int _pmdOrder;

    public PageTable(PageGeometry geometry)
    {
        _pmdOrder = geometry.PmdOrder;
        PmdPages = geometry.PmdPages;
        Fresh = new FreshEntries(_pmdOrder);
    }

    /// <summary>The entries that single faults may set without a look at their tables.</summary>
    public FreshEntries Fresh { get; }

    /// <summary>Entries of one page table.</summary>
    public int PmdPages { get; }

    public long PmdIndex(long vpn) => vpn >> _pmdOrder;

    public int PteIndex(long vpn) => (int)vpn & (PmdPages - 1);

    public long FirstVpn(long pmdIndex) => pmdIndex << _pmdOrder;

    /// <summary>The slot that covers a virtual page, made if it is not there yet. It may be written.</summary>
    public ref PmdSlot Slot(long pmdIndex)
    {
        int key = (int)(pmdIndex >> ChunkShift);
        PmdSlot[]?[] chunks = _chunks;
        PmdSlot[] chunk = key < chunks.Length && chunks[key] is { } known ? known : MakeChunk(key);
        ref PmdSlot slot = ref chunk[pmdIndex & ChunkMask];
        slot.Table?.Leave();
        return ref slot;
    }

    /// <summary>Whether a table of PMDs is there around a slot, if perhaps an empty one.</summary>
    public bool HasPmdTable(long pmdIndex) => HasChunk((int)(pmdIndex >> ChunkShift));

    /// <summary>The slot's value; none where there was never one.</summary>
    public PmdSlot Peek(long pmdIndex)
    {
        int key = (int)(pmdIndex >> ChunkShift);
        PmdSlot[]?[] chunks = _chunks;
        return (uint)key < (uint)chunks.Length && chunks[key] is { } chunk ? chunk[pmdIndex & ChunkMask] : PeekRun(pmdIndex);
    }

    /// <summary>The table that covers a PMD index, or null where there is none.</summary>
    public PteTable? FindTable(long pmdIndex)
    {
        int key = (int)(pmdIndex >> ChunkShift);
        PmdSlot[]?[] chunks = _chunks;
        return (uint)key < (uint)chunks.Length && chunks[key] is { } chunk ? chunk[pmdIndex & ChunkMask].Table : PeekRun(pmdIndex).Table;
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

    /// <summary>
    /// Base pages of page tables: a table of PTEs for each PMD entry in use (a leaf keeps one for its split), and the tables
    /// above them.
    /// </summary>
    public long CountTables()
    {
        long tables = 1;
        foreach (PmdSlot[]? chunk in _chunks)
        {
            tables += chunk is null ? 0 : 1;
            foreach (PmdSlot slot in chunk ?? [])
            {
                tables += slot.IsNone ? 0 : 1;
            }
        }

        foreach (SlotRun? run in _runs)
        {
            tables += run is null ? 0 : 1 + ChunkSlots;
        }

        return tables;
    }

    /// <summary>All slots that are a table or a leaf, ascending.</summary>
    public IEnumerable<(long PmdIndex, PmdSlot Slot)> UsedSlots()
    {
        for (int key = 0; key < Math.Max(_chunks.Length, _runs.Length); key++)
        {
            PmdSlot[] chunk = ChunkOf(key) ?? [];
            for (int i = 0; i < chunk.Length; i++)
            {
                if (!chunk[i].IsNone)
                {
                    yield return (((long)key << ChunkShift) + i, chunk[i]);
                }
            }
        }
    }

    public PageTable Clone(PageGeometry geometry)
    {
        var copy = new PageTable(geometry);
        copy._chunks = Array.ConvertAll(_chunks, chunk => chunk is null ? null : Array.ConvertAll(chunk, CloneSlot));
        copy._runs = (SlotRun?[])_runs.Clone();
        return copy;
    }

    private static PmdSlot CloneSlot(PmdSlot slot) => new() { Table = slot.Table?.Clone(), Leaf = slot.Leaf };

    private PmdSlot[] MakeChunk(int key)
    {
        if (key >= _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(key + 1, _chunks.Length * 2));
        }

        var chunk = new PmdSlot[ChunkSlots];
        PutDown(key, chunk);
        return _chunks[key] = chunk;
    }
}
