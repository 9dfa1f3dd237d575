namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>
/// A page table entry as one word: attribute bits below, the frame number or swap slot above (spec MM 0). The word zero is
/// PTE-none: no page, no zero page, no swap entry, no marker.
/// </summary>
internal readonly record struct Pte(ulong Word)
{
    public const ulong PresentBit = 1 << 0;

    /// <summary>Maps the shared zero page (in a PMD: the huge zero folio).</summary>
    public const ulong ZeroBit = 1 << 1;

    public const ulong SwapBit = 1 << 2;
    public const ulong WriteBit = 1 << 3;
    public const ulong DirtyBit = 1 << 4;
    public const ulong YoungBit = 1 << 5;
    public const ulong UffdWpBit = 1 << 6;

    /// <summary>The exclusive marker of the page that was swapped out.</summary>
    public const ulong SwapExclusiveBit = 1 << 7;

    /// <summary>A marker without a page: uffd-wp or a memory error.</summary>
    public const ulong MarkerBit = 1 << 8;

    /// <summary>Present in a VMA that allows no access (PROT_NONE): every access faults, the page stays.</summary>
    public const ulong NoAccessBit = 1 << 9;

    public const int PayloadShift = 12;
    public const ulong PayloadUnit = 1UL << PayloadShift;
    private const ulong AttributeMask = PayloadUnit - 1;

    public static Pte None => default;

    public bool IsNone => Word == 0;

    public bool IsPresent => (Word & PresentBit) != 0;

    public bool IsZeroPage => (Word & ZeroBit) != 0;

    /// <summary>Maps a page of a folio.</summary>
    public bool IsPage => (Word & (PresentBit | ZeroBit)) == PresentBit;

    public bool IsSwap => (Word & SwapBit) != 0;

    public bool IsMarker => (Word & MarkerBit) != 0;

    public bool IsWritable => (Word & WriteBit) != 0;

    public bool IsDirty => (Word & DirtyBit) != 0;

    public bool IsYoung => (Word & YoungBit) != 0;

    /// <summary>Present, and the processor may read through it.</summary>
    public bool IsReadable => (Word & (PresentBit | NoAccessBit)) == PresentBit;

    public bool IsUffdWp => (Word & UffdWpBit) != 0;

    public bool IsSwapExclusive => (Word & SwapExclusiveBit) != 0;

    /// <summary>The frame number of a present entry, the slot of a swap entry.</summary>
    public long Payload => (long)(Word >> PayloadShift);

    public ulong Attributes => Word & AttributeMask;

    public static Pte ForFrame(long pfn, ulong attributes) =>
        new(((ulong)pfn << PayloadShift) | PresentBit | attributes);

    public static Pte ForZeroPage(ulong attributes) => new(PresentBit | ZeroBit | attributes);

    public static Pte ForSwap(long slot, bool exclusive) =>
        new(((ulong)slot << PayloadShift) | SwapBit | (exclusive ? SwapExclusiveBit : 0));

    public Pte With(ulong bits) => new(Word | bits);

    public Pte Without(ulong bits) => new(Word & ~bits);

    /// <summary>The entry that a stretch of consecutive frames or slots holds <paramref name="pages"/> further on.</summary>
    public Pte Advance(long pages) => HasPayload ? new(Word + ((ulong)pages << PayloadShift)) : this;

    /// <summary>Whether the payload means a frame or a slot, and so grows along a stretch.</summary>
    public bool HasPayload => IsPage || IsSwap;
}
