namespace MthpDsl.Scenarios.Results;

/// <summary>
/// The longest stretch of one folio, or of none, zero, huge-zero or swap pages. Regular memory is one value:
/// <see cref="Count"/> folios of the same order that follow each other, each wholly mapped, with consecutive numbers.
/// The JSON lists each folio of it as a run of its own.
/// </summary>
public readonly record struct RunResult
{
    private RunResult(long page, long pages, RunKind kind)
    {
        Page = page;
        Pages = pages;
        Kind = kind;
        Count = 1;
    }

    /// <summary>Where it begins, in pages from the mapping's start.</summary>
    public long Page { get; init; }

    /// <summary>Its length in pages, of all <see cref="Count"/> folios together.</summary>
    public long Pages { get; init; }

    /// <summary>What backs it.</summary>
    public RunKind Kind { get; init; }

    /// <summary>The number of its (first) folio: folios count from 0 in the order the snapshots first show them.</summary>
    public long Folio { get; init; }

    /// <summary>The folio's order; 0 is a base page.</summary>
    public int Order { get; init; }

    /// <summary>Where in its folio the run begins, in pages; 0 where <see cref="Count"/> is more than 1.</summary>
    public long Offset { get; init; }

    /// <summary>How many folios; 1 for everything that is not a folio.</summary>
    public long Count { get; init; }

    /// <summary>Whether a PMD maps it; else PTEs do.</summary>
    public bool Pmd { get; init; }

    /// <summary>Whether some page of it is mapped more than once.</summary>
    public bool Shared { get; init; }

    /// <summary>Whether the run is its whole folio, or several whole ones.</summary>
    public bool IsWhole => Pages == Count << Order;

    /// <summary>A stretch that is no folio.</summary>
    /// <param name="page">Where it begins.</param>
    /// <param name="pages">Its length, at least 1.</param>
    /// <param name="kind">Any kind but <see cref="RunKind.Folio"/>.</param>
    public static RunResult Of(RunKind kind, long page, long pages) => new(page, pages, kind);

    /// <summary>A stretch of one folio.</summary>
    /// <param name="page">Where it begins.</param>
    /// <param name="pages">Its length, at most the folio's.</param>
    /// <param name="folio">The folio's number.</param>
    /// <param name="order">The folio's order.</param>
    /// <param name="offset">Where in the folio the stretch begins.</param>
    public static RunResult OfFolio(long page, long pages, long folio, int order, long offset = 0) =>
        new(page, pages, RunKind.Folio) { Folio = folio, Order = order, Offset = offset };

    /// <summary>The run folio by folio, as the JSON lists it.</summary>
    public IEnumerable<RunResult> Each()
    {
        if (Count == 1)
        {
            yield return this;
            yield break;
        }

        long size = 1L << Order;
        for (long i = 0; i < Count; i++)
        {
            yield return this with { Page = Page + (i * size), Pages = size, Folio = Folio + i, Count = 1 };
        }
    }
}
