namespace MthpDsl.Reporting.Text;

/// <summary>Breaks a row of items over lines; a line that goes on ends with a comma, as in the language.</summary>
internal static class Wrap
{
    /// <summary>The lines, each at most <paramref name="width"/> columns unless one item alone is longer.</summary>
    public static IEnumerable<string> Items(IEnumerable<string> items, int width)
    {
        string line = "";
        foreach (string item in items.SelectMany(item => Pieces(item, width)))
        {
            if (line.Length == 0)
            {
                line = item;
            }
            else if (line.Length + item.Length + 3 <= width)
            {
                line += ", " + item;
            }
            else
            {
                yield return line + ",";
                line = item;
            }
        }

        yield return line;
    }

    /// <summary>A repeat that is too long for a line breaks at the commas in it.</summary>
    private static string[] Pieces(string item, int width) => item.Length < width ? [item] : item.Split(", ");
}
