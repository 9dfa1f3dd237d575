using System.Globalization;
using System.Text;

namespace MthpDsl.Simulation.Layout;

/// <summary>
/// Runs as a LAYOUT of the language, short and to be pasted back: <c>32 x 64K</c>, <c>256 x (4K, none 4K)</c>. It says
/// <c>pmd</c> or <c>pte</c> where a folio of the PMD's size leaves the question open, and <c>shared</c> where it is so.
/// </summary>
/// <example>
/// <code>
/// machine.Main.Write(heap.Pages(..3));
/// Console.WriteLine(LayoutText.Of(heap.Layout.Runs, machine.Geometry, LayoutWords.Sharing)); // 3 x 4K exclusive, none 2036K
/// </code>
/// </example>
public static class LayoutText
{
    /// <summary>The whole layout on one line; <c>none 0K</c> never occurs, an empty range is the empty text.</summary>
    /// <param name="runs">The runs, ascending and without gaps.</param>
    /// <param name="geometry">The base page size, and the order a PMD maps.</param>
    /// <param name="words">Which words are written.</param>
    public static string Of(LayoutRuns runs, PageGeometry geometry, LayoutWords words = LayoutWords.Needed) =>
        string.Join(", ", Items(runs, geometry, words));

    /// <summary>The layout's items in their order, repeats folded: <c>["4K", "3 x (none 4K, 4K)"]</c>.</summary>
    /// <param name="runs">The runs, ascending and without gaps.</param>
    /// <param name="geometry">The base page size, and the order a PMD maps.</param>
    /// <param name="words">Which words are written.</param>
    public static IReadOnlyList<string> Items(
        LayoutRuns runs, PageGeometry geometry, LayoutWords words = LayoutWords.Needed) =>
        RepeatFolder.Fold(Merged(runs, geometry, words));

    /// <summary>Neighbours that are the same count as one item: folios by their number, the rest by their size.</summary>
    private static List<string> Merged(LayoutRuns runs, PageGeometry geometry, LayoutWords words)
    {
        List<string> items = [];
        string? pending = null;
        bool counted = false;
        long amount = 0;
        foreach (LayoutRun run in runs.Stretches)
        {
            string item = Item(run, geometry, words);
            if (item != pending)
            {
                Emit(items, pending, counted, amount, geometry);
                (pending, counted, amount) = (item, run.Kind == RunKind.Folio, 0);
            }

            amount += counted ? run.Folios : run.Pages;
        }

        Emit(items, pending, counted, amount, geometry);
        return items;
    }

    private static void Emit(List<string> items, string? item, bool counted, long amount, PageGeometry geometry)
    {
        if (item is null)
        {
            return;
        }

        if (!counted)
        {
            items.Add(item + " " + Size(amount, geometry));
        }
        else
        {
            items.Add(amount == 1 ? item : amount.ToString(CultureInfo.InvariantCulture) + " x " + item);
        }
    }

    private static string Item(LayoutRun run, PageGeometry geometry, LayoutWords words) => run.Kind switch
    {
        RunKind.None => "none",
        RunKind.Zero => "zero",
        RunKind.HugeZero => "huge-zero",
        RunKind.Swap => "swap",
        _ => FolioItem(run, geometry, words),
    };

    private static string FolioItem(LayoutRun run, PageGeometry geometry, LayoutWords words)
    {
        StringBuilder text = new();
        if (!run.IsWholeFolio)
        {
            text.Append("part ").Append(Size(run.Pages, geometry)).Append(" of ");
        }

        text.Append(Size(1L << run.Order, geometry));
        if (!run.IsWholeFolio)
        {
            text.Append(" at ").Append(Size(run.Offset, geometry));
        }

        if (run.IsPmdMapped)
        {
            text.Append(" pmd");
        }
        else if (run.Order >= geometry.PmdOrder || (run.Order > 0 && words.HasFlag(LayoutWords.Mapping)))
        {
            text.Append(" pte");
        }

        if (run.IsShared)
        {
            text.Append(" shared");
        }
        else if (words.HasFlag(LayoutWords.Sharing))
        {
            text.Append(" exclusive");
        }

        return text.ToString();
    }

    /// <summary>A size that always has its unit: the start of a folio is <c>at 0K</c>.</summary>
    private static string Size(long pages, PageGeometry geometry) =>
        pages == 0 ? "0K" : new ByteSize(pages << geometry.PageShift).ToString();
}
