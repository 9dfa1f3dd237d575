namespace MthpDsl.Reporting.ThpMaps;

/// <summary>What <c>tools/mm/thpmaps</c> can be asked for, in its own words.</summary>
internal sealed record ThpMapsOptions
{
    /// <summary><c>--rollup</c>: the sums of each process instead of its VMAs.</summary>
    public bool Rollup { get; init; }

    /// <summary><c>--inc-smaps</c>: the lines of smaps come first.</summary>
    public bool IncludeSmaps { get; init; }

    /// <summary><c>--inc-empty</c>: lines of zero are shown too.</summary>
    public bool IncludeEmpty { get; init; }
}
