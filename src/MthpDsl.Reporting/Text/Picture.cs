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
        long[] smallest = new long[scale.Cells];
        foreach (LayoutRun run in mapping.Runs.Stretches)
        {
            long weight = Weight(run);
            for (long cell = run.Page / scale.PagesPerCell; cell <= LastCell(run, scale); cell++)
            {
                if (smallest[cell] == 0 || weight < smallest[cell])
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
        Array.Fill(row, '=');
        foreach (LayoutRun run in mapping.Runs.Stretches)
        {
            for (long cell = run.Page / scale.PagesPerCell; !IsPmdMapped(run) && cell <= LastCell(run, scale); cell++)
            {
                row[cell] = ' ';
            }
        }

        string underline = new string(row).TrimEnd();
        return underline.Length == 0 ? null : underline;
    }

    private static bool IsPmdMapped(LayoutRun run) => run.IsPmdMapped || run.Kind == RunKind.HugeZero;

    private static long LastCell(LayoutRun run, PictureScale scale) => (run.Page + run.Pages - 1) / scale.PagesPerCell;

    /// <summary>How small a thing is, and of equal ones which is shown; never 0.</summary>
    private static long Weight(LayoutRun run) => run.Kind switch
    {
        RunKind.None => run.Pages << 2,
        RunKind.Swap => (1 << 2) + 1,
        RunKind.Zero => (1 << 2) + 2,
        RunKind.HugeZero => (run.Pages << 2) + 2,
        _ => (1L << (run.Order + 2)) + 3,
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
