using System.Globalization;

namespace MthpDsl.Simulation.Layout;

/// <summary>Folds stretches of items that repeat into <c>N x (…)</c>, the longest first, from the left.</summary>
internal static class RepeatFolder
{
    /// <summary>
    /// Longer units are not looked for: a person sees no repeat in them, and the search stays linear in the items.
    /// </summary>
    private const int LongestUnit = 64;

    /// <summary>The items with every repeat folded, inner ones too, and repeats of what was folded.</summary>
    public static IReadOnlyList<string> Fold(IReadOnlyList<string> items)
    {
        IReadOnlyList<string> folded = Fold(items, 0, items.Count);
        return folded.Count < items.Count ? Fold(folded) : folded;
    }

    private static List<string> Fold(IReadOnlyList<string> items, int from, int to)
    {
        List<string> folded = [];
        for (int at = from; at < to;)
        {
            (int unit, int times) = LongestRepeat(items, at, to);
            if (times == 1)
            {
                folded.Add(items[at]);
                at++;
                continue;
            }

            string body = string.Join(", ", Fold(items, at, at + unit));
            folded.Add(times.ToString(CultureInfo.InvariantCulture) + " x (" + body + ")");
            at += unit * times;
        }

        return folded;
    }

    /// <summary>The unit that, repeated, covers most items from a place on; of equal ones the shortest.</summary>
    private static (int Unit, int Times) LongestRepeat(IReadOnlyList<string> items, int at, int to)
    {
        (int Unit, int Times) best = (1, 1);
        int longest = Math.Min(LongestUnit, (to - at) / 2);
        for (int unit = 2; unit <= longest; unit++)
        {
            int same = 0;
            while (at + unit + same < to && items[at + same] == items[at + unit + same])
            {
                same++;
            }

            int times = 1 + (same / unit);
            if (times > 1 && unit * times > best.Unit * best.Times)
            {
                best = (unit, times);
            }
        }

        return best;
    }
}
