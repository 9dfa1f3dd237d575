using System.Globalization;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Text;

/// <summary>
/// A message with its face: place, code and sentence; the user's line with the place underlined; what was expected and
/// what was there, one below the other; the mend.
/// </summary>
/// <param name="width">Columns to fit.</param>
/// <param name="style">The colours.</param>
internal sealed class DiagnosticText(int width, Style style)
{
    private const int TabWidth = 4;

    /// <summary>Writes one message.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="diagnostic">The message.</param>
    /// <param name="file">The file it is in unless it says another.</param>
    public void Write(TextWriter writer, ResultDiagnostic diagnostic, string file)
    {
        string place = string.Create(
            CultureInfo.InvariantCulture, $"{Printable.Of(diagnostic.File ?? file)}:{diagnostic.Line}:{diagnostic.Column}");
        string sentence = Printable.Of(diagnostic.Summary ?? diagnostic.Message);
        writer.WriteLine($"{place}: {style.Severity(diagnostic.Severity)} {diagnostic.Code}: {sentence}");
        WriteSource(writer, diagnostic);
        WriteComparison(writer, diagnostic);
        if (diagnostic.Mend is not null)
        {
            writer.WriteLine("     = " + Printable.Of(diagnostic.Mend));
        }
    }

    private void WriteSource(TextWriter writer, ResultDiagnostic diagnostic)
    {
        if (diagnostic.SourceLine is null)
        {
            return;
        }

        string line = diagnostic.SourceLine;
        int column = Math.Clamp(diagnostic.Column - 1, 0, line.Length);
        string before = Shown(line[..column]);
        string marked = Shown(line.Substring(column, Math.Min(diagnostic.Length, line.Length - column)));
        string after = Shown(line[(column + Math.Min(diagnostic.Length, line.Length - column))..]);
        (string excerpt, int caret) = Excerpt(before + marked + after, before.Length, Math.Max(20, width - 8));
        int carets = Math.Clamp(marked.Length, 1, Math.Max(1, excerpt.Length - caret));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Line,4} | {excerpt}").TrimEnd());
        writer.WriteLine("     | " + new string(' ', caret) + new string('^', carets));
    }

    private void WriteComparison(TextWriter writer, ResultDiagnostic diagnostic)
    {
        if (diagnostic.Expected is null)
        {
            return;
        }

        WriteSide(writer, "expected", diagnostic.Expected);
        WriteSide(writer, "found", diagnostic.Actual ?? "");
    }

    private void WriteSide(TextWriter writer, string label, string text)
    {
        string head = "     " + label.PadRight(10);
        foreach (string line in Wrap.Items(Printable.Of(text).Split(", "), Math.Max(20, width - head.Length)))
        {
            writer.WriteLine((head + line).TrimEnd());
            head = new string(' ', head.Length);
        }
    }

    private static string Shown(string text) => Printable.Of(text.Replace("\t", new string(' ', TabWidth), StringComparison.Ordinal));

    /// <summary>A line that is too long is shown around the place it is about.</summary>
    private static (string Text, int Caret) Excerpt(string line, int caret, int columns)
    {
        if (line.Length <= columns)
        {
            return (line, caret);
        }

        int start = Math.Clamp(caret - (columns / 2), 0, line.Length - columns);
        string head = start > 0 ? "..." : "";
        string tail = start + columns < line.Length ? "..." : "";
        string middle = line.Substring(start + head.Length, columns - head.Length - tail.Length);
        return (head + middle + tail, caret - start);
    }
}
