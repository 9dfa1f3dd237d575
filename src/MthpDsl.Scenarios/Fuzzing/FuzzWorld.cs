namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>A mapping that the generator knows of.</summary>
internal sealed record FuzzMapping(string Name, long Pages);

/// <summary>A snapshot that the generator knows of, and what <c>main</c> had mapped by then.</summary>
internal sealed record FuzzSnapshot(string Name, IReadOnlyList<FuzzMapping> Mappings);

/// <summary>A process that the generator knows of.</summary>
internal sealed class FuzzProcess(string name)
{
    public string Name { get; } = name;

    public List<FuzzMapping> Mappings { get; } = [];

    public FuzzProcess Fork(string child)
    {
        FuzzProcess forked = new(child);
        forked.Mappings.AddRange(Mappings);
        return forked;
    }
}

/// <summary>What a half-made scenario has by then: names that may be used, and the sizes that go with them.</summary>
internal sealed class FuzzWorld(long pageSize, int pmdOrder)
{
    private int _names;

    public long PageSize { get; } = pageSize;

    public int PmdOrder { get; } = pmdOrder;

    public long PmdPages { get; } = 1L << pmdOrder;

    public bool HasSwap { get; init; }

    public string Kernel { get; init; } = "";

    /// <summary>The processes that run; the first is <c>main</c>.</summary>
    public List<FuzzProcess> Processes { get; } = [new("main")];

    public List<FuzzSnapshot> Snapshots { get; } = [];

    /// <summary>The names that stand for a size of one page or more.</summary>
    public List<string> Strides { get; } = [];

    /// <summary>How many addresses were named.</summary>
    public int Addresses { get; set; }

    /// <summary>Nothing that was armed can write in the middle of a statement that only moves pages.</summary>
    public bool KeepsContent { get; set; } = true;

    public string NewName(string stem) => stem + ++_names;
}
