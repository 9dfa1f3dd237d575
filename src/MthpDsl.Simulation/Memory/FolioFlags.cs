namespace MthpDsl.Simulation.Memory;

/// <summary>What the kernel keeps in <c>folio->flags</c> and beside it, for the head of a folio (spec MM 0).</summary>
[Flags]
internal enum FolioFlags : uint
{
    None = 0,

    /// <summary>The frame belongs to a folio (head or tail); clear means that the buddy allocator owns it.</summary>
    Allocated = 1 << 5,

    Anon = 1 << 6,

    /// <summary>Clear on an anonymous folio means lazyfree (MADV_FREE).</summary>
    SwapBacked = 1 << 7,

    Dirty = 1 << 8,
    Active = 1 << 9,
    Referenced = 1 << 10,

    /// <summary>On an LRU list, or new and on its way there through the LRU-add batch. Clear while the folio is isolated.</summary>
    Lru = 1 << 11,

    Mlocked = 1 << 12,
    SwapCache = 1 << 13,
    PartiallyMapped = 1 << 14,
    OnDeferredList = 1 << 15,

    Writeback = 1 << 17,

    /// <summary>Held by the fragmenter or another owner that cannot move it.</summary>
    Unmovable = 1 << 18,

    Unevictable = 1 << 19,

    /// <summary>Locked by someone else, for as long as the flag stands.</summary>
    Locked = 1 << 20,

    /// <summary>Read ahead from swap, and not yet asked for.</summary>
    Readahead = 1 << 21,

    /// <summary>What a folio that a fault made starts with.</summary>
    NewAnon = Allocated | Anon | SwapBacked | Dirty | Lru,

    /// <summary>What every page has that khugepaged's scan has no question about.</summary>
    OfPlain = SwapBacked | Lru,

    /// <summary>What no such page has.</summary>
    NotPlain = Referenced | Locked | SwapCache | Mlocked | Unevictable | Writeback,
}
