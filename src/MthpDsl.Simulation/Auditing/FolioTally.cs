using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Auditing;

/// <summary>What a full walk of all page tables counted for one folio that is large, or that several page tables map.</summary>
internal sealed class FolioTally
{
    /// <summary>PMD leaves.</summary>
    public int Leaves { get; set; }

    /// <summary>PTE and PMD mappings together.</summary>
    public int Mappings { get; private set; }

    /// <summary>Mappings by address space.</summary>
    public Dictionary<int, int> ByOwner { get; } = [];

    public void Count(AddressSpace mm, int mappings)
    {
        Mappings += mappings;
        ByOwner[mm.Id] = ByOwner.GetValueOrDefault(mm.Id) + mappings;
    }
}
