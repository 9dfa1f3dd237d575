namespace MthpDsl.Language;

/// <summary>What a size has to be where it stands.</summary>
[Flags]
internal enum SizeRules
{
    None = 0,

    /// <summary>More than nothing.</summary>
    Positive = 1,

    /// <summary>Whole base pages.</summary>
    Pages = 2,

    PositivePages = Positive | Pages,
}
