using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Sysfs;

/// <summary>The field behind a file: words and booleans are small numbers here.</summary>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Sets it to a value already found good; null where it cannot be set.</param>
internal readonly record struct KnobAccess(Func<long> Get, Action<long>? Set = null)
{
    /// <summary>The field of a file at the top or in khugepaged/.</summary>
    public static KnobAccess Global(string path, ThpPolicy policy, Counters counters, PageGeometry geometry) => path switch
    {
        "enabled" => new(() => (long)policy.Global, value => policy.SetGlobal((GlobalMode)value)),
        "defrag" => new(() => (long)policy.Defrag, value => policy.Defrag = (DefragMode)value),
        "use_zero_page" => new(() => policy.UseZeroPage ? 1 : 0, value => policy.UseZeroPage = value != 0),
        "shrink_underused" => new(() => policy.ShrinkUnderused ? 1 : 0, value => policy.ShrinkUnderused = value != 0),
        "hpage_pmd_size" => new(() => geometry.PmdSize),
        "khugepaged/defrag" => new(() => policy.KhugepagedDefrag ? 1 : 0, value => policy.KhugepagedDefrag = value != 0),
        "khugepaged/max_ptes_none" => new(() => policy.MaxPtesNone, value => policy.MaxPtesNone = (int)value),
        "khugepaged/max_ptes_swap" => new(() => policy.MaxPtesSwap, value => policy.MaxPtesSwap = (int)value),
        "khugepaged/max_ptes_shared" => new(() => policy.MaxPtesShared, value => policy.MaxPtesShared = (int)value),
        "khugepaged/pages_to_scan" => new(() => policy.PagesToScan, value => policy.PagesToScan = value),
        "khugepaged/scan_sleep_millisecs" => new(() => policy.ScanSleepMilliseconds, value => policy.ScanSleepMilliseconds = value),
        "khugepaged/alloc_sleep_millisecs" => new(() => policy.AllocSleepMilliseconds, value => policy.AllocSleepMilliseconds = value),
        "khugepaged/pages_collapsed" => new(() => counters.PagesCollapsed),
        "khugepaged/full_scans" => new(() => counters.FullScans),
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "no field for this file"),
    };

    /// <summary>The field of a per-size <c>enabled</c>.</summary>
    public static KnobAccess Size(int order, ThpPolicy policy) =>
        new(() => (long)policy.Mode(order), value => policy.SetMode(order, (SizeMode)value));

    /// <summary>A file that the machine does not model.</summary>
    public static KnobAccess NotModelled(string path) => new(() => throw new NotSupportedException(path + " is not modelled"));
}
