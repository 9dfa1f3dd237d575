namespace MthpDsl.Tests.Naive;

/// <summary>The four ways to choose what to collapse.</summary>
internal enum NaivePolicy
{
    PmdOnly,
    AsPosted,
    Repaired,
    Merged,
}

/// <summary>How a scan or a collapse of a window ended, as far as somebody acts on the difference.</summary>
internal enum NaiveResult
{
    Fail,
    Pass,
    Success,
    FolioTooLarge,
    AllocationFailed,
    ExceedNone,
    ExceedSwap,
    ExceedShared,
    PageCount,
    PageReadOnly,
    PageLazyfree,
    NotYoung,
    NoTable,
}

/// <summary>What the kernel and the knobs say.</summary>
internal sealed record NaiveRules
{
    public NaivePolicy Policy { get; init; }

    /// <summary>COLLAPSE D.5: SCAN_PAGE_RO.</summary>
    public bool NeedsWritable { get; init; }

    /// <summary>MM 8.3: shared means that two processes map it, not that its first page is mapped twice.</summary>
    public bool TracksOwners { get; init; }

    /// <summary>COLLAPSE C.3, H.3.</summary>
    public bool SkipsLazyfree { get; init; }

    /// <summary>By order: whether the mapping may be collapsed to it.</summary>
    public required bool[] Enabled { get; init; }

    public int MaxNone { get; init; }

    public int MaxSwap { get; init; }

    public int MaxShared { get; init; }

    public bool Userfaultfd { get; init; }

    /// <summary>The next so many allocations of this order or more fail.</summary>
    public int FailingOrder { get; init; } = int.MaxValue;

    public int FailingTimes { get; init; }

    public static NaiveRules For(string kernel, bool[] enabled) => kernel switch
    {
        "6.12" => new() { Enabled = enabled, Policy = NaivePolicy.PmdOnly, NeedsWritable = true },
        "6.18" => new() { Enabled = enabled, Policy = NaivePolicy.PmdOnly, TracksOwners = true },
        "rfc-2024" => new() { Enabled = enabled, Policy = NaivePolicy.AsPosted, NeedsWritable = true },
        "rfc-2024-repaired" => new() { Enabled = enabled, Policy = NaivePolicy.Repaired, NeedsWritable = true },
        "merged-2026" or "mainline" => new()
        {
            Enabled = enabled, Policy = NaivePolicy.Merged, TracksOwners = true, SkipsLazyfree = true,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "no such kernel"),
    };
}
