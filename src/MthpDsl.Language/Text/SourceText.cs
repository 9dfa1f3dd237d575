using System.Text;

namespace MthpDsl.Language;

/// <summary>The text of one <c>.mthp</c> file, with a map from offsets to lines. A byte order mark is dropped.</summary>
/// <example>
/// <code>
/// SourceText source = SourceText.From("map heap 2M\nwrite heap", "a.mthp");
/// Console.WriteLine(source.LineText(2)); // write heap
/// </code>
/// </example>
public sealed class SourceText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private int[]? _lineStarts;

    /// <summary>No text.</summary>
    public static SourceText Empty { get; } = new("", "");

    private SourceText(string text, string path)
    {
        Text = text;
        Path = path;
    }

    /// <summary>The characters, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>What messages call the file; empty for a text that is none. Nothing is opened by it.</summary>
    public string Path { get; }

    /// <summary>How many lines; at least one.</summary>
    public int LineCount => LineStarts.Length;

    private int[] LineStarts => _lineStarts ??= FindLines(Text);

    /// <summary>A source text from a string.</summary>
    /// <param name="text">The characters; LF, CRLF or CR end a line.</param>
    /// <param name="path">What messages call it.</param>
    public static SourceText From(string text, string path = "") =>
        new(text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text, path);

    /// <summary>A source text from the bytes of a file, or null where they are not UTF-8.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <param name="path">What messages call it.</param>
    public static SourceText? FromUtf8(byte[] bytes, string path = "")
    {
        try
        {
            return From(Strict.GetString(bytes), path);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The line and column of an offset.</summary>
    /// <param name="offset">From 0 to the text's length.</param>
    public LinePosition PositionOf(int offset)
    {
        int index = Array.BinarySearch(LineStarts, offset);
        int line = index >= 0 ? index : ~index - 1;
        return new(line + 1, offset - LineStarts[line] + 1);
    }

    /// <summary>The characters of a line without its end.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public string LineText(int line)
    {
        int start = LineStarts[line - 1];
        int end = line < LineStarts.Length ? LineStarts[line] : Text.Length;
        while (end > start && Text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return Text.Substring(start, end - start);
    }

    /// <summary>The characters of a span.</summary>
    public string ToString(TextSpan span) => Text.Substring(span.Start, span.Length);

    private static int[] FindLines(string text)
    {
        List<int> starts = [0];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
