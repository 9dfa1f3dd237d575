using System.Text;

namespace MthpDsl.Language;

/// <summary>Puts the comments of neighbouring lines below each other.</summary>
internal static class CommentAligner
{
    /// <summary>Lines longer than this do not push the comments of their neighbours to the right.</summary>
    private const int WidthMax = 60;

    public static string Join(List<SyntaxWriter.WrittenLine> lines)
    {
        StringBuilder result = new();
        int start = 0;
        while (start < lines.Count)
        {
            int end = start;
            int width = 0;
            while (end < lines.Count && (end == start || !IsBreak(lines[end])))
            {
                SyntaxWriter.WrittenLine line = lines[end++];
                width = line.Comment.Length > 0 && line.Text.Length <= WidthMax ? Math.Max(width, line.Text.Length) : width;
            }

            for (; start < end; start++)
            {
                result.Append(lines[start].Text);
                if (lines[start].Comment.Length > 0)
                {
                    result.Append(' ', Math.Max(width - lines[start].Text.Length, 0) + 2).Append(lines[start].Comment);
                }

                result.Append('\n');
            }
        }

        return result.ToString();
    }

    private static bool IsBreak(SyntaxWriter.WrittenLine line) => line.Text.Length == 0 || line.Text.TrimStart().StartsWith("#", StringComparison.Ordinal);
}
