namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>An mm: VMAs, page tables, resident counts, and what khugepaged knows of it (spec MM 0).</summary>
internal sealed class AddressSpace
{
    public AddressSpace(PageGeometry geometry, int id)
    {
        Geometry = geometry;
        Id = id;
        Pages = new PageTable(geometry);
        Vmas = new VmaList();
    }

    private AddressSpace(AddressSpace other)
    {
        Geometry = other.Geometry;
        Id = other.Id;
        Pages = other.Pages.Clone(other.Geometry);
        Vmas = other.Vmas.Clone();
        AnonRssPages = other.AnonRssPages;
        SwapPages = other.SwapPages;
        ThpDisabled = other.ThpDisabled;
        ThpDisabledExceptAdvised = other.ThpDisabledExceptAdvised;
        HasPinned = other.HasPinned;
        IsDead = other.IsDead;
        MovedVmas = other.MovedVmas;
        PlacedEnd = other.PlacedEnd;
    }

    public PageGeometry Geometry { get; }

    /// <summary>Names the address space in a folio's owner slots; from 1, never used again.</summary>
    public int Id { get; }

    public PageTable Pages { get; }

    public VmaList Vmas { get; }

    /// <summary>MM_ANONPAGES, in base pages.</summary>
    public long AnonRssPages { get; set; }

    /// <summary>MM_SWAPENTS, in base pages.</summary>
    public long SwapPages { get; set; }

    /// <summary>prctl(PR_SET_THP_DISABLE, 1).</summary>
    public bool ThpDisabled { get; set; }

    /// <summary>prctl(PR_SET_THP_DISABLE, 1, PR_THP_DISABLE_EXCEPT_ADVISED).</summary>
    public bool ThpDisabledExceptAdvised { get; set; }

    /// <summary>MMF_HAS_PINNED: fork looks for pinned pages only then (spec MM 3.2).</summary>
    public bool HasPinned { get; set; }

    /// <summary>The process has exited.</summary>
    public bool IsDead { get; set; }

    /// <summary>Whether any VMA was ever moved, so that a page's index does not name its address.</summary>
    public bool MovedVmas { get; set; }

    /// <summary>The page behind everything that was ever placed without an address, and behind the room it may grow into.</summary>
    public long PlacedEnd { get; set; }

    public AddressSpace Clone() => new(this);
}
