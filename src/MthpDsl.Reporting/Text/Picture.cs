using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Text;

/// <summary>
/// One mapping at one moment as a row of characters, and the row of <c>=</c> below what PMDs map. A character that
/// stands for several things shows the smallest: by pages of a folio, by length of a hole; a zero or swapped page is one
/// page. Of equal ones the hole, then swap, then zero, then the folio that comes first.
/// </summary>
internal static class Picture
{
    /// <summary>The row of the mapping.</summary>
    public static string Row(MappingSnapshot mapping, PictureScale scale, FolioLetters letters)
    {
        char[] row = new char[scale.Cells];
        (long Size, int Rank)[] smallest = new (long, int)[scale.Cells];
        Array.Fill(smallest, (long.MaxValue, 0));
        foreach (LayoutRun run in mapping.Runs)
        {
            (long, int) weight = Weight(run);
            foreach (int cell in CellsOf(run, scale))
            {
                if (weight.CompareTo(smallest[cell]) < 0)
                {
                    smallest[cell] = weight;
                    row[cell] = Character(run, Math.Max(run.Page, cell * scale.PagesPerCell), letters);
                }
            }
        }

        return new string(row);
    }

    /// <summary>The row below: <c>=</c> where all that a character stands for is mapped by PMDs; null where nothing is.</summary>
    public static string? Underline(MappingSnapshot mapping, PictureScale scale)
    {
        char[] row = new char[scale.Cells];
        Array.Fill(row, ' ');
        foreach (LayoutRun run in mapping.Runs.Where(IsPmdMapped))
        {
            foreach (int cell in CellsOf(run, scale))
            {
                row[cell] = '=';
            }
        }

        foreach (LayoutRun run in mapping.Runs.Where(run => !IsPmdMapped(run)))
        {
            foreach (int cell in CellsOf(run, scale))
            {
                row[cell] = ' ';
            }
        }

        string underline = new string(row).TrimEnd();
        return underline.Length == 0 ? null : underline;
    }

    private static bool IsPmdMapped(LayoutRun run) => run.IsPmdMapped || run.Kind == RunKind.HugeZero;

    private static IEnumerable<int> CellsOf(LayoutRun run, PictureScale scale)
    {
        int first = (int)(run.Page / scale.PagesPerCell);
        int last = (int)((run.Page + run.Pages - 1) / scale.PagesPerCell);
        return Enumerable.Range(first, last - first + 1);
    }

    private static (long Size, int Rank) Weight(LayoutRun run) => run.Kind switch
    {
        RunKind.None => (run.Pages, 0),
        RunKind.Swap => (1, 1),
        RunKind.Zero => (1, 2),
        RunKind.HugeZero => (run.Pages, 2),
        _ => (1L << run.Order, 3),
    };

    private static char Character(LayoutRun run, long page, FolioLetters letters) => run.Kind switch
    {
        RunKind.None => '.',
        RunKind.Swap => '~',
        RunKind.Zero or RunKind.HugeZero => '0',
        _ when run.Order == 0 => '-',
        _ => letters.Of(run.Folio + ((page - run.Page) >> run.Order)),
    };
}
