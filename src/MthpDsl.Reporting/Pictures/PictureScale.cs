using System.Text;
using MthpDsl.Simulation;

namespace MthpDsl.Reporting.Pictures;

/// <summary>How many pages one character of a picture stands for: a power of two, so that folios begin at characters.</summary>
/// <param name="PagesPerCell">1, 2, 4, …</param>
/// <param name="Cells">Characters of the whole mapping.</param>
internal readonly record struct PictureScale(long PagesPerCell, int Cells)
{
    /// <summary>The finest scale at which so many pages fit so many columns.</summary>
    public static PictureScale Fit(long pages, int columns)
    {
        long pagesPerCell = 1;
        while ((pages + pagesPerCell - 1) / pagesPerCell > columns)
        {
            pagesPerCell *= 2;
        }

        return new PictureScale(pagesPerCell, (int)((pages + pagesPerCell - 1) / pagesPerCell));
    }

    /// <summary>The ruler: the distance from the mapping's start, written where it is reached.</summary>
    public string Ruler(PageGeometry geometry)
    {
        int step = TickStep(geometry, cellWidth: 1, characterWidth: 1);
        StringBuilder ruler = new();
        for (int cell = 0; cell < Cells; cell += step)
        {
            ruler.Append(' ', cell - ruler.Length);
            ruler.Append(Label(cell, geometry));
        }

        return ruler.ToString();
    }

    /// <summary>After how many cells the ruler has its next label, so that no label reaches the one behind it.</summary>
    public int TickStep(PageGeometry geometry, int cellWidth, int characterWidth)
    {
        int step = 4;
        while (step < Cells && !LabelsFit(geometry, step, step * cellWidth / characterWidth))
        {
            step *= 2;
        }

        return step;
    }

    private bool LabelsFit(PageGeometry geometry, int step, int characters)
    {
        for (int cell = step; cell < Cells; cell += step)
        {
            if (Label(cell, geometry).Length >= characters)
            {
                return false;
            }
        }

        return true;
    }

    private string Label(int cell, PageGeometry geometry) => new ByteSize((cell * PagesPerCell) << geometry.PageShift).ToString();
}
