using System.Runtime.InteropServices;

namespace MthpDsl.Tests.Naive;

/// <summary>One mapping, whole PMD ranges from end to end, as arrays.</summary>
internal sealed class NaiveWorld(int pmdOrder, int ranges)
{
    private const int BatchSize = 31;
    private readonly List<NaiveFolio> _folios = [];
    private readonly List<int> _batch = [];

    public int PmdOrder { get; } = pmdOrder;

    /// <summary>HPAGE_PMD_NR.</summary>
    public int Hpn { get; } = 1 << pmdOrder;

    public NaiveSlot[] Slots { get; } = new NaiveSlot[ranges << pmdOrder];

    /// <summary>By range: whether a PMD leaf maps it.</summary>
    public bool[] Leaf { get; } = new bool[ranges];

    /// <summary>By range: whether there is a page table.</summary>
    public bool[] Table { get; } = new bool[ranges];

    /// <summary>What the kernel did that no kernel may do, or null.</summary>
    public string? Finding { get; set; }

    public int PagesCollapsed { get; set; }

    public int AddFolio(NaiveFolio folio)
    {
        _folios.Add(folio);
        return _folios.Count - 1;
    }

    public ref NaiveFolio Folio(int number) => ref CollectionsMarshal.AsSpan(_folios)[number];

    public ref NaiveFolio FolioAt(int slot) => ref Folio(Slots[slot].Folio);

    /// <summary>A page fresh from a write: young, writable, nobody else's.</summary>
    public void Write(int slot)
    {
        int folio = AddFolio(new NaiveFolio { Maps = 1, FirstPageMaps = 1 });
        Slots[slot] = new NaiveSlot { Kind = NaiveKind.Page, Folio = folio, Writable = true, Young = true };
        Table[slot >> PmdOrder] = true;
    }

    public void AddToBatch(int folio)
    {
        Folio(folio).InBatch = true;
        _batch.Add(folio);
        if (_batch.Count == BatchSize || Folio(folio).Order > 0)
        {
            DrainBatch();
        }
    }

    public void DrainBatch()
    {
        foreach (int folio in _batch)
        {
            Folio(folio).InBatch = false;
        }

        _batch.Clear();
    }
}
