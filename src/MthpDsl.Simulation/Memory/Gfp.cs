using MthpDsl.Simulation.Sysfs;

namespace MthpDsl.Simulation.Memory;

/// <summary>How hard an allocation tries (spec MM 2.6, 7.2).</summary>
internal enum Gfp
{
    /// <summary>Takes a free block or fails.</summary>
    NoReclaim,

    /// <summary>Direct reclaim and compaction, without a second try (__GFP_NORETRY).</summary>
    DirectNoRetry,

    /// <summary>Direct reclaim and compaction.</summary>
    Direct,

    /// <summary>A base page: reclaims until there is one, else the OOM killer comes.</summary>
    BasePage,
}

/// <summary>vma_thp_gfp_mask: what <c>defrag</c> says about a fault (spec MM 2.6).</summary>
internal static class ThpGfp
{
    public static Gfp ForFault(DefragMode defrag, bool advised) => (defrag, advised) switch
    {
        (DefragMode.Always, true) => Gfp.Direct,
        (DefragMode.Always, false) => Gfp.DirectNoRetry,
        (DefragMode.DeferMadvise or DefragMode.Madvise, true) => Gfp.Direct,
        _ => Gfp.NoReclaim,
    };

    /// <summary>alloc_hugepage_khugepaged_gfpmask: light unless khugepaged/defrag is on.</summary>
    public static Gfp ForKhugepaged(bool defrag) => defrag ? Gfp.Direct : Gfp.NoReclaim;
}
