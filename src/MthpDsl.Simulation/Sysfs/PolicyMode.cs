namespace MthpDsl.Simulation.Sysfs;

/// <summary>The top-level <c>enabled</c>, which sizes that say <c>inherit</c> follow (spec MM 1.1). In the order of its words.</summary>
internal enum GlobalMode
{
    /// <summary>Everywhere.</summary>
    Always,

    /// <summary>In VMAs with VM_HUGEPAGE.</summary>
    Madvise,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>The policy of one size (spec MM 1.2). In the order of its words.</summary>
internal enum SizeMode
{
    /// <summary>Everywhere, whatever the top level says.</summary>
    Always,

    /// <summary>As the top level says.</summary>
    Inherit,

    /// <summary>In VMAs with VM_HUGEPAGE.</summary>
    Madvise,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>How hard a fault tries for a large folio (spec MM 2.6). In the order of its words.</summary>
internal enum DefragMode
{
    /// <summary>Direct reclaim and compaction in every VMA.</summary>
    Always,

    /// <summary>None in the fault; kswapd and kcompactd are woken.</summary>
    Defer,

    /// <summary>Direct where advised, deferred elsewhere.</summary>
    DeferMadvise,

    /// <summary>Direct where advised, nothing elsewhere.</summary>
    Madvise,

    /// <summary>A free block or none.</summary>
    Never,
}
