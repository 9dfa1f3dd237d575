namespace MthpDsl.Kernel.Import;

/// <summary>Some pages of a mapping.</summary>
/// <param name="First">The first, from the mapping's start.</param>
/// <param name="Count">How many.</param>
internal readonly record struct PageSpan(long First, long Count)
{
    /// <summary>The page behind the last.</summary>
    public long End => First + Count;
}
