using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Pictures;

/// <summary>
/// What one cell of a picture shows. A cell that stands for several things shows the smallest: by pages of a folio, by length of a
/// hole; a zero or swapped page is one page. Of equal ones the hole, then swap, then zero, then the folio that comes first.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Order">The folio's order; 0 for other kinds.</param>
/// <param name="Folio">The folio's number; -1 for other kinds.</param>
/// <param name="IsShared">Some page of it is mapped more than once.</param>
internal readonly record struct PictureCell(RunKind Kind, int Order, long Folio, bool IsShared)
{
    /// <summary>Whether it shows a folio of more than one page.</summary>
    public bool IsLargeFolio => Kind == RunKind.Folio && Order > 0;

    /// <summary>The cells of a mapping.</summary>
    public static PictureCell[] Of(MappingSnapshot mapping, PictureScale scale)
    {
        PictureCell[] cells = new PictureCell[scale.Cells];
        long[] smallest = new long[scale.Cells];
        foreach (LayoutRun run in mapping.Runs.Stretches)
        {
            long weight = Weight(run);
            for (long cell = run.Page / scale.PagesPerCell; cell <= LastCell(run, scale); cell++)
            {
                if (smallest[cell] == 0 || weight < smallest[cell])
                {
                    smallest[cell] = weight;
                    cells[cell] = At(run, Math.Max(run.Page, cell * scale.PagesPerCell));
                }
            }
        }

        return cells;
    }

    /// <summary>For each cell of a mapping, whether all that it stands for is mapped by PMDs.</summary>
    public static bool[] PmdMapped(MappingSnapshot mapping, PictureScale scale)
    {
        bool[] cells = new bool[scale.Cells];
        Array.Fill(cells, true);
        foreach (LayoutRun run in mapping.Runs.Stretches)
        {
            bool isMapped = run.IsPmdMapped || run.Kind == RunKind.HugeZero;
            for (long cell = run.Page / scale.PagesPerCell; !isMapped && cell <= LastCell(run, scale); cell++)
            {
                cells[cell] = false;
            }
        }

        return cells;
    }

    private static long LastCell(LayoutRun run, PictureScale scale) => (run.Page + run.Pages - 1) / scale.PagesPerCell;

    private static PictureCell At(LayoutRun run, long page) => run.Kind == RunKind.Folio
        ? new(run.Kind, run.Order, run.Folio + ((page - run.Page) >> run.Order), run.IsShared)
        : new(run.Kind, 0, -1, false);

    /// <summary>How small a thing is, and of equal ones which is shown; never 0.</summary>
    private static long Weight(LayoutRun run) => run.Kind switch
    {
        RunKind.None => run.Pages << 2,
        RunKind.Swap => (1 << 2) + 1,
        RunKind.Zero => (1 << 2) + 2,
        RunKind.HugeZero => (run.Pages << 2) + 2,
        _ => (1L << (run.Order + 2)) + 3,
    };
}
