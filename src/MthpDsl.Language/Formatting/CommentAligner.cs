using System.Text;

namespace MthpDsl.Language;

/// <summary>Puts the comments behind statements below each other, at one column of the whole file.</summary>
internal static class CommentAligner
{
    /// <summary>Characters before a comment; a longer statement has its comment two blanks behind it.</summary>
    private const int Column = 45;

    public static string Join(List<SyntaxWriter.WrittenLine> lines)
    {
        StringBuilder result = new();
        foreach (SyntaxWriter.WrittenLine line in lines)
        {
            result.Append(line.Text);
            if (line.Comment.Length > 0)
            {
                result.Append(' ', Math.Max(Column - line.Text.Length, 2)).Append(line.Comment);
            }

            result.Append('\n');
        }

        return result.ToString();
    }
}
