using MthpDsl.Simulation.Faults;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>The VM_ flags that shape anonymous memory.</summary>
[Flags]
internal enum VmaFlags
{
    None = 0,
    Read = 1 << 0,
    Write = 1 << 1,
    HugePage = 1 << 2,
    NoHugePage = 1 << 3,
    Locked = 1 << 4,
    DontFork = 1 << 5,
    UffdMissing = 1 << 6,
    UffdWp = 1 << 7,

    /// <summary>Any userfaultfd mode (spec MM 2.8).</summary>
    UffdArmed = UffdMissing | UffdWp,

    /// <summary>What mprotect changes.</summary>
    Access = Read | Write,
}

/// <summary>
/// The identity that anonymous VMAs share so that rmap finds their pages (anon_vma). It is there once a VMA was faulted for
/// writing; khugepaged looks only at VMAs that have one (spec MM 1.4).
/// </summary>
internal sealed class AnonVma;

/// <summary>A virtual memory area, in page numbers: [Start, End).</summary>
internal sealed class Vma
{
    public required long Start { get; set; }

    public required long End { get; set; }

    public required VmaFlags Flags { get; set; }

    /// <summary>The linear index of the first page: its page number at the time of mmap, kept over mremap (spec MM 4.14).</summary>
    public required long PageOffset { get; set; }

    public AnonVma? AnonVma { get; set; }

    /// <summary>Whether the VMA is linked to its own anon_vma only; one inherited over fork is not (spec MM 4.11).</summary>
    public bool AnonChainIsSingular { get; set; } = true;

    /// <summary>The swap-in faults so far, for the next readahead (spec MM 6.3).</summary>
    public SwapReadaheadState Readahead { get; set; } = SwapReadaheadState.Initial;

    public long Pages => End - Start;

    public bool Has(VmaFlags flags) => (Flags & flags) != 0;

    public bool Contains(long vpn) => vpn >= Start && vpn < End;

    public bool Covers(long first, long end) => first >= Start && end <= End;

    /// <summary>The linear index of a page of the VMA.</summary>
    public long IndexOf(long vpn) => PageOffset + (vpn - Start);

    /// <summary>Whether pages were moved away from the address that their index names.</summary>
    public bool IsMoved => PageOffset != Start;

    /// <summary>vm_page_prot of a VMA without access: what every entry made in it carries.</summary>
    public ulong ProtectionBits => Has(VmaFlags.Access) ? 0 : Pte.NoAccessBit;

    public Vma Clone() => (Vma)MemberwiseClone();
}
