namespace MthpDsl.Simulation.Memory;

/// <summary>Which list a <see cref="SwapCluster"/> is on (spec MM 6.2).</summary>
internal enum SwapClusterState
{
    /// <summary>Wholly unused, and used before.</summary>
    Free,

    /// <summary>Partly used, not yet scanned in vain.</summary>
    Nonfull,

    /// <summary>Partly used, and scanned before because no better cluster was left.</summary>
    Frag,

    /// <summary>Every slot is used.</summary>
    Full,
}

/// <summary>HPAGE_PMD_NR aligned swap slots. It serves one order until it is wholly unused again (spec MM 6.2).</summary>
internal sealed class SwapCluster
{
    public SwapCluster(long index, int slots)
    {
        Index = index;
        References = new ushort[slots];
        CachedFolios = new long[slots];
        Contents = new long[slots];
        Zero = new ulong[(slots + 63) >> 6];
        Array.Fill(CachedFolios, SwapDevice.NoFolio);
    }

    private SwapCluster(SwapCluster other)
    {
        Index = other.Index;
        References = (ushort[])other.References.Clone();
        CachedFolios = (long[])other.CachedFolios.Clone();
        Contents = (long[])other.Contents.Clone();
        Zero = (ulong[])other.Zero.Clone();
        Used = other.Used;
        Order = other.Order;
        State = other.State;
    }

    public long Index { get; }

    /// <summary>For each slot, how many page table entries hold it.</summary>
    public ushort[] References { get; }

    /// <summary>For each slot, the folio that is cached for it, or <see cref="SwapDevice.NoFolio"/>.</summary>
    public long[] CachedFolios { get; }

    /// <summary>For each slot, the content written to it.</summary>
    public long[] Contents { get; }

    /// <summary>The zeromap: a bit for each slot whose page was all zero and was never written.</summary>
    public ulong[] Zero { get; }

    /// <summary>Slots in use, the header's among them.</summary>
    public int Used { get; set; }

    /// <summary>The order that the cluster serves while it is used at all.</summary>
    public int Order { get; set; }

    public SwapClusterState State { get; set; }

    public SwapCluster? Next { get; set; }

    public SwapCluster? Previous { get; set; }

    /// <summary>A copy that is on no list.</summary>
    public SwapCluster CloneDetached() => new(this);

    public bool IsUsed(int slot) => References[slot] != 0 || CachedFolios[slot] != SwapDevice.NoFolio;
}
