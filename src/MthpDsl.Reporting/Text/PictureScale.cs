using System.Text;
using MthpDsl.Simulation;

namespace MthpDsl.Reporting.Text;

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
        long cellBytes = PagesPerCell << geometry.PageShift;
        int step = 4;
        while (step < Cells && !LabelsFit(step, cellBytes))
        {
            step *= 2;
        }

        StringBuilder ruler = new();
        for (int cell = 0; cell < Cells; cell += step)
        {
            ruler.Append(' ', cell - ruler.Length);
            ruler.Append(new ByteSize(cell * cellBytes));
        }

        return ruler.ToString();
    }

    private bool LabelsFit(int step, long cellBytes)
    {
        for (int cell = step; cell < Cells; cell += step)
        {
            if (new ByteSize(cell * cellBytes).ToString().Length >= step)
            {
                return false;
            }
        }

        return true;
    }
}
