using MthpDsl.Simulation.Layout;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Layouts;

/// <summary>
/// Compares an expected layout with what is there: exactly and in order. Neighbours that are the same count as one on
/// both sides, and what an item leaves out is not compared. The cost follows the items and runs, not the pages.
/// </summary>
internal static class LayoutMatcher
{
    /// <summary>The page, from the range's start, where the two part; null where they are the same.</summary>
    /// <param name="expected">The items.</param>
    /// <param name="actual">The runs, ascending and without gaps; their pages are not looked at.</param>
    public static long? FirstDifference(IEnumerable<LayoutItem> expected, IEnumerable<LayoutRun> actual)
    {
        using IEnumerator<LayoutItem> items = Flatten(expected).GetEnumerator();
        using IEnumerator<LayoutRun> runs = actual.GetEnumerator();
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
    public static bool Contains(LayoutItem item, IReadOnlyList<LayoutRun> actual)
    {
        if (item is RepeatItem)
        {
            List<LayoutItem> pattern = [.. Flatten([item])];
            return Enumerable.Range(0, actual.Count).Any(start => BeginsWith(pattern, actual, start));
        }

        long streak = 0;
        foreach (LayoutRun run in actual)
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
    private static bool BeginsWith(List<LayoutItem> pattern, IReadOnlyList<LayoutRun> actual, int start)
    {
        int at = start;
        long runLeft = Amount(actual[at]);
        if (pattern.Count > 1 && Matches(pattern[0], actual[at]))
        {
            runLeft = Math.Min(runLeft, Amount(pattern[0]));
        }

        foreach (LayoutItem item in pattern)
        {
            long itemLeft = Amount(item);
            while (itemLeft > 0)
            {
                if (at == actual.Count || !Matches(item, actual[at]))
                {
                    return false;
                }

                long common = Math.Min(itemLeft, runLeft);
                itemLeft -= common;
                runLeft -= common;
                if (runLeft == 0 && ++at < actual.Count)
                {
                    runLeft = Amount(actual[at]);
                }
            }
        }

        return true;
    }

    private static IEnumerable<LayoutItem> Flatten(IEnumerable<LayoutItem> items)
    {
        foreach (LayoutItem item in items)
        {
            if (item is not RepeatItem repeat)
            {
                yield return item;
                continue;
            }

            for (long i = 0; i < repeat.Count; i++)
            {
                foreach (LayoutItem inner in Flatten(repeat.Items))
                {
                    yield return inner;
                }
            }
        }
    }

    private static bool Matches(LayoutItem item, LayoutRun run) => item switch
    {
        FoliosItem folios => folios.Matches(run),
        GapItem gap => gap.Kind == run.Kind,
        _ => false,
    };

    private static long Amount(LayoutItem item) => item switch
    {
        FoliosItem folios => folios.Count,
        GapItem gap => gap.Pages,
        _ => 0,
    };

    private static long Amount(LayoutRun run) => run.Kind == RunKind.Folio ? run.Folios : run.Pages;

    private static long PagesEach(LayoutItem item) => item is FoliosItem folios ? folios.Pages : 1;
}
