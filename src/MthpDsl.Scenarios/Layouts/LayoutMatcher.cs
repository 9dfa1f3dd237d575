using MthpDsl.Language;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Layouts;

/// <summary>
/// Compares an expected layout with what is there: exactly and in order. Neighbours that are the same count as one on
/// both sides, and what an item leaves out is not compared. The cost follows the items and runs, not the pages.
/// </summary>
/// <param name="pageShift">Log2 of the base page size: items are in bytes, runs in pages.</param>
internal readonly struct LayoutMatcher(int pageShift)
{
    /// <summary>The page, from the range's start, where the two part; null where they are the same.</summary>
    /// <param name="expected">The items.</param>
    /// <param name="actual">The runs, ascending and without gaps; their pages are not looked at.</param>
    public long? FirstDifference(IEnumerable<EvaluatedItem> expected, LayoutRuns actual)
    {
        using IEnumerator<EvaluatedItem> items = LayoutEvaluator.Expand(expected).GetEnumerator();
        LayoutRuns.StretchEnumerator runs = actual.Stretches.GetEnumerator();
        bool hasItem = items.MoveNext();
        bool hasRun = runs.MoveNext();
        long itemLeft = hasItem ? Amount(items.Current) : 0;
        long runLeft = hasRun ? Amount(runs.Current) : 0;
        long page = 0;
        while (hasItem && hasRun)
        {
            if (!Matches(items.Current, runs.Current))
            {
                return page;
            }

            long common = Math.Min(itemLeft, runLeft);
            page += common * PagesEach(items.Current);
            itemLeft -= common;
            runLeft -= common;
            if (itemLeft == 0 && (hasItem = items.MoveNext()))
            {
                itemLeft = Amount(items.Current);
            }

            if (runLeft == 0 && (hasRun = runs.MoveNext()))
            {
                runLeft = Amount(runs.Current);
            }
        }

        return hasItem || hasRun ? page : null;
    }

    /// <summary>
    /// Whether an item occurs: so many such folios behind each other, so long a stretch, or the repeat from some run on.
    /// </summary>
    public bool Contains(EvaluatedItem item, LayoutRuns actual)
    {
        if (item is EvaluatedRepeat)
        {
            List<EvaluatedItem> pattern = [.. LayoutEvaluator.Expand([item])];
            for (int start = 0; start < actual.Stretches.Count; start++)
            {
                if (BeginsWith(pattern, actual, start))
                {
                    return true;
                }
            }

            return false;
        }

        long streak = 0;
        foreach (LayoutRun run in actual.Stretches)
        {
            streak = Matches(item, run) ? streak + Amount(run) : 0;
            if (streak >= Amount(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first item may be the end of a longer stretch of runs, the last one its beginning.</summary>
    private bool BeginsWith(List<EvaluatedItem> pattern, LayoutRuns actual, int start)
    {
        int at = start;
        long runLeft = Amount(actual.Stretches[at]);
        if (pattern.Count > 1 && Matches(pattern[0], actual.Stretches[at]))
        {
            runLeft = Math.Min(runLeft, Amount(pattern[0]));
        }

        foreach (EvaluatedItem item in pattern)
        {
            long itemLeft = Amount(item);
            while (itemLeft > 0)
            {
                if (at == actual.Stretches.Count || !Matches(item, actual.Stretches[at]))
                {
                    return false;
                }

                long common = Math.Min(itemLeft, runLeft);
                itemLeft -= common;
                runLeft -= common;
                if (runLeft == 0 && ++at < actual.Stretches.Count)
                {
                    runLeft = Amount(actual.Stretches[at]);
                }
            }
        }

        return true;
    }

    private bool Matches(EvaluatedItem item, LayoutRun run) => item switch
    {
        EvaluatedFolios folios => MatchesFolios(folios, run),
        EvaluatedGap gap => KindOf(gap.Kind) == run.Kind,
        _ => false,
    };

    private bool MatchesFolios(EvaluatedFolios folios, LayoutRun run) =>
        run.Kind == RunKind.Folio
        && 1L << (run.Order + pageShift) == folios.FolioBytes
        && run.Pages << pageShift == folios.PartBytes * run.Folios
        && (folios.At is not { } at || at == (long)run.Offset << pageShift)
        && (folios.Mapping == FolioMapping.Any || folios.Mapping == (run.IsPmdMapped ? FolioMapping.Pmd : FolioMapping.Pte))
        && (folios.Sharing == FolioSharing.Any || folios.Sharing == (run.IsShared ? FolioSharing.Shared : FolioSharing.Exclusive));

    private static RunKind KindOf(GapKind kind) => kind switch
    {
        GapKind.None => RunKind.None,
        GapKind.Zero => RunKind.Zero,
        GapKind.HugeZero => RunKind.HugeZero,
        _ => RunKind.Swap,
    };

    /// <summary>Folios are counted, everything else is measured in pages.</summary>
    private long Amount(EvaluatedItem item) => item is EvaluatedFolios folios ? folios.Count : item.Bytes >> pageShift;

    private static long Amount(LayoutRun run) => run.Kind == RunKind.Folio ? run.Folios : run.Pages;

    private long PagesEach(EvaluatedItem item) => item is EvaluatedFolios folios ? folios.PartBytes >> pageShift : 1;
}
