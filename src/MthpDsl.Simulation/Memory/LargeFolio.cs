namespace MthpDsl.Simulation.Memory;

/// <summary>
/// What only a folio of order 2 and more has: mapcounts of the whole, the owners that 6.15 and later track, its place in
/// the deferred split queue (spec MM 5.1, 8).
/// </summary>
internal record struct LargeFolio
{
    /// <summary>A folio that nothing maps and no queue holds.</summary>
    public static readonly LargeFolio Unmapped = new() { DeferredPrevious = -1, DeferredNext = -1 };

    /// <summary>A folio whose every page one address space maps by one PTE, as a fault leaves it.</summary>
    public static LargeFolio MappedOnce(int pages, int owner) => Unmapped with
    {
        LargeMapCount = pages, MappedPages = pages, FirstOwner = owner, FirstOwnerMaps = pages,
    };

    /// <summary>Sum of all PTE mappings of its pages and of its PMD mappings.</summary>
    public int LargeMapCount;

    /// <summary>PMD mappings.</summary>
    public int EntireMapCount;

    /// <summary>Pages with at least one PTE mapping.</summary>
    public int MappedPages;

    /// <summary>The two address spaces whose mappings are counted, 0 for none.</summary>
    public int FirstOwner;
    public int SecondOwner;
    public int FirstOwnerMaps;
    public int SecondOwnerMaps;

    /// <summary>Neighbours in the deferred split queue; head frame numbers, -1 at the ends.</summary>
    public long DeferredPrevious;
    public long DeferredNext;

    /// <summary>Whether one tracked address space owns every mapping (the opposite of folio_maybe_mapped_shared).</summary>
    public readonly bool OneOwnerHasAll =>
        (FirstOwner != 0 && FirstOwnerMaps == LargeMapCount) || (SecondOwner != 0 && SecondOwnerMaps == LargeMapCount);

    /// <summary>Counts mappings that an address space adds or, negative, removes.</summary>
    public void CountMappings(int owner, int mappings)
    {
        LargeMapCount += mappings;
        if (FirstOwner == owner)
        {
            FirstOwnerMaps += mappings;
            FirstOwner = FirstOwnerMaps > 0 ? owner : 0;
        }
        else if (SecondOwner == owner)
        {
            SecondOwnerMaps += mappings;
            SecondOwner = SecondOwnerMaps > 0 ? owner : 0;
        }
        else if (mappings > 0 && FirstOwner == 0)
        {
            FirstOwner = owner;
            FirstOwnerMaps = mappings;
        }
        else if (mappings > 0 && SecondOwner == 0)
        {
            SecondOwner = owner;
            SecondOwnerMaps = mappings;
        }
    }
}
