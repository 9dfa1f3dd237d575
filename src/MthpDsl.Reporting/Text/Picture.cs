using MthpDsl.Reporting.Pictures;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Text;

/// <summary>One mapping at one moment as a row of characters, and the row of <c>=</c> below what PMDs map.</summary>
internal static class Picture
{
    /// <summary>The row of the mapping.</summary>
    public static string Row(MappingSnapshot mapping, PictureScale scale, FolioLetters letters)
    {
        PictureCell[] cells = PictureCell.Of(mapping, scale);
        char[] row = new char[cells.Length];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = Character(cells[i], letters);
        }

        return new string(row);
    }

    /// <summary>The row below: <c>=</c> where all that a character stands for is mapped by PMDs; null where nothing is.</summary>
    public static string? Underline(MappingSnapshot mapping, PictureScale scale)
    {
        bool[] mapped = PictureCell.PmdMapped(mapping, scale);
        char[] row = new char[mapped.Length];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = mapped[i] ? '=' : ' ';
        }

        string underline = new string(row).TrimEnd();
        return underline.Length == 0 ? null : underline;
    }

    private static char Character(PictureCell cell, FolioLetters letters) => cell.Kind switch
    {
        RunKind.None => '.',
        RunKind.Swap => '~',
        RunKind.Zero or RunKind.HugeZero => '0',
        _ => cell.IsLargeFolio ? letters.Of(cell.Folio) : '-',
    };
}
