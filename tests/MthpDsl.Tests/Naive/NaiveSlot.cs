namespace MthpDsl.Tests.Naive;

/// <summary>What a page table entry holds, as far as a collapse can see.</summary>
internal enum NaiveKind : byte
{
    Hole,
    Zero,
    Page,
    Swap,
}

/// <summary>One entry of the naive world.</summary>
internal struct NaiveSlot
{
    public NaiveKind Kind;

    /// <summary>Which of the world's folios, for a page.</summary>
    public int Folio;

    /// <summary>Which page of that folio.</summary>
    public int Index;

    /// <summary>Writable; of a swap entry, that it comes back writable.</summary>
    public bool Writable;

    public bool Young;

    /// <summary>Of a swap entry: someone holds the page, which so waits in the swap cache and comes back with that reference.</summary>
    public bool HeldInCache;

    /// <summary>Whether MADV_FREE gave the page up and nobody wrote since.</summary>
    public bool Lazyfree;
}

/// <summary>A folio of the naive world.</summary>
internal struct NaiveFolio
{
    public int Order;

    /// <summary>How often its pages are mapped here and elsewhere, all together.</summary>
    public int Maps;

    /// <summary>How often its first page is.</summary>
    public int FirstPageMaps;

    /// <summary>Whether any other process maps any of it.</summary>
    public bool MappedElsewhere;

    /// <summary>Whether someone holds a reference that no mapping explains.</summary>
    public bool Held;

    /// <summary>Whether it waits in the LRU-add batch (COLLAPSE H.2).</summary>
    public bool InBatch;
}
