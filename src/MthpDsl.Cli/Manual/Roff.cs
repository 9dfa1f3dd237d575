using System.Text;

namespace MthpDsl.Cli.Manual;

/// <summary>Writes a manual page in the macros of man(7). Text is escaped: nothing in it is taken for a command.</summary>
/// <param name="writer">Where to.</param>
internal sealed class Roff(TextWriter writer)
{
    /// <summary>The line that every page begins with.</summary>
    public void Title(string name, int section, string footer, string header) =>
        writer.WriteLine($".TH \"{Escape(name)}\" \"{section}\" \"\" \"{Escape(footer)}\" \"{Escape(header)}\"");

    /// <summary>A section.</summary>
    public void Section(string name) => writer.WriteLine($".SH \"{Escape(name)}\"");

    /// <summary>A section within one.</summary>
    public void SubSection(string name) => writer.WriteLine($".SS \"{Escape(name)}\"");

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text)
    {
        writer.WriteLine(".PP");
        Line(text);
    }

    /// <summary>A word and what it means.</summary>
    public void Item(string word, string meaning)
    {
        writer.WriteLine(".TP");
        writer.WriteLine($"\\fB{Escape(word)}\\fR");
        Line(meaning);
    }

    /// <summary>Text as it stands.</summary>
    public void Example(string text)
    {
        writer.WriteLine(".PP\n.RS 4\n.nf");
        foreach (string line in text.Split('\n'))
        {
            Line(line);
        }

        writer.WriteLine(".fi\n.RE");
    }

    /// <summary>A line of text.</summary>
    public void Line(string text) => writer.WriteLine(text.Length > 0 && text[0] is '.' or '\'' ? "\\&" + Escape(text) : Escape(text));

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '"' => "\\(dq",
                '\'' => "\\(aq",
                '^' => "\\(ha",
                '~' => "\\(ti",
                '`' => "\\(ga",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
