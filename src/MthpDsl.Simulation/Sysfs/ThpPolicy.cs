namespace MthpDsl.Simulation.Sysfs;

/// <summary>
/// What the knobs say, as the fields that faults and scans read: masks of orders (bit k is order k) and plain numbers
/// (spec MM 1). Only <see cref="SysfsTree"/> changes it.
/// </summary>
internal sealed class ThpPolicy
{
    private readonly PageGeometry _geometry;
    private uint _allowed;
    private uint _allowedIfAdvised;

    internal ThpPolicy(PageGeometry geometry) => _geometry = geometry;

    /// <summary>The top-level <c>enabled</c>.</summary>
    public GlobalMode Global { get; private set; }

    /// <summary>Orders whose size says <c>always</c>.</summary>
    public uint Always { get; private set; }

    /// <summary>Orders whose size says <c>madvise</c>.</summary>
    public uint Madvise { get; private set; }

    /// <summary>Orders whose size says <c>inherit</c>.</summary>
    public uint Inherit { get; private set; }

    /// <summary>The top-level <c>defrag</c>.</summary>
    public DefragMode Defrag { get; internal set; }

    /// <summary>Whether a read fault of a PMD range may map the huge zero folio.</summary>
    public bool UseZeroPage { get; internal set; }

    /// <summary>Whether folios that are not partially mapped go on the deferred split queue.</summary>
    public bool ShrinkUnderused { get; internal set; }

    /// <summary>Whether khugepaged's allocations may reclaim and compact.</summary>
    public bool KhugepagedDefrag { get; internal set; }

    /// <summary>Holes and zero pages a collapse to PMD size may fill, 0 to the range's pages less one.</summary>
    public int MaxPtesNone { get; internal set; }

    /// <summary>Swapped pages a collapse to PMD size may bring in.</summary>
    public int MaxPtesSwap { get; internal set; }

    /// <summary>Shared pages a collapse to PMD size may copy.</summary>
    public int MaxPtesShared { get; internal set; }

    /// <summary>Pages khugepaged looks at before it sleeps, at least 1.</summary>
    public long PagesToScan { get; internal set; }

    /// <summary>Sleep between passes, in milliseconds.</summary>
    public long ScanSleepMilliseconds { get; internal set; }

    /// <summary>Sleep after a failed allocation, in milliseconds.</summary>
    public long AllocSleepMilliseconds { get; internal set; }

    /// <summary>Orders that some VMA could use: the posted and the merged series start khugepaged on any of them (COLLAPSE A.1.1, C.1).</summary>
    public uint EnabledOrders => Always | Madvise | (Global == GlobalMode.Never ? 0 : Inherit);

    /// <summary>Whether PMD order is on: what starts khugepaged up to 6.18 (spec MM 1.4).</summary>
    public bool IsPmdOrderEnabled => (_allowedIfAdvised >> _geometry.PmdOrder & 1) != 0;

    /// <summary>The orders that the knobs allow in an anonymous VMA (spec MM 1.2).</summary>
    /// <param name="hugepageAdvised">The VMA has VM_HUGEPAGE.</param>
    /// <returns>A mask of orders.</returns>
    public uint AllowedOrders(bool hugepageAdvised) => hugepageAdvised ? _allowedIfAdvised : _allowed;

    /// <summary>What the directory of an order says.</summary>
    /// <param name="order">2 to the PMD order.</param>
    public SizeMode Mode(int order)
    {
        uint bit = 1u << order;
        return (Always & bit) != 0 ? SizeMode.Always
            : (Inherit & bit) != 0 ? SizeMode.Inherit
            : (Madvise & bit) != 0 ? SizeMode.Madvise
            : SizeMode.Never;
    }

    internal void SetGlobal(GlobalMode mode)
    {
        Global = mode;
        Recompute();
    }

    internal void SetMode(int order, SizeMode mode)
    {
        uint bit = 1u << order;
        Always = mode == SizeMode.Always ? Always | bit : Always & ~bit;
        Inherit = mode == SizeMode.Inherit ? Inherit | bit : Inherit & ~bit;
        Madvise = mode == SizeMode.Madvise ? Madvise | bit : Madvise & ~bit;
        Recompute();
    }

    private void Recompute()
    {
        _allowed = Always | (Global == GlobalMode.Always ? Inherit : 0);
        _allowedIfAdvised = EnabledOrders;
    }

    /// <summary>Takes over what all knobs say, for the fork of a machine.</summary>
    internal void CopyFrom(ThpPolicy other)
    {
        Global = other.Global;
        Always = other.Always;
        Madvise = other.Madvise;
        Inherit = other.Inherit;
        Defrag = other.Defrag;
        UseZeroPage = other.UseZeroPage;
        ShrinkUnderused = other.ShrinkUnderused;
        KhugepagedDefrag = other.KhugepagedDefrag;
        MaxPtesNone = other.MaxPtesNone;
        MaxPtesSwap = other.MaxPtesSwap;
        MaxPtesShared = other.MaxPtesShared;
        PagesToScan = other.PagesToScan;
        ScanSleepMilliseconds = other.ScanSleepMilliseconds;
        AllocSleepMilliseconds = other.AllocSleepMilliseconds;
        Recompute();
    }
}
