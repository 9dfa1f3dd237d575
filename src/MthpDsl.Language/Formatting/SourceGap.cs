namespace MthpDsl.Language;

/// <summary>What stands between two pieces of syntax: blanks, comments, line ends.</summary>
internal static class SourceGap
{
    /// <summary>The lines of a gap. The first is what follows on the line where the gap begins.</summary>
    public static IEnumerable<Line> Read(SourceText source, int start, int end)
    {
        string text = source.Text;
        bool isTrailing = start > 0;
        int position = start;
        while (position < end)
        {
            int lineEnd = Math.Min(LineScanner.SkipToLineEnd(text, position), end);
            int hash = text.IndexOf('#', position, lineEnd - position);
            string comment = hash < 0 ? "" : text.Substring(hash, lineEnd - hash).TrimEnd();
            if (hash >= 0 || isTrailing || lineEnd < end)
            {
                yield return new(comment, isTrailing);
            }

            isTrailing = false;
            position = lineEnd;
            if (position < end)
            {
                position += text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
            }
        }
    }

    /// <summary>A line of a gap.</summary>
    /// <param name="Comment">With its <c>#</c>; empty for a blank line.</param>
    /// <param name="IsTrailing">It follows code on the same line.</param>
    internal sealed record Line(string Comment, bool IsTrailing);
}
