using System.Text;
using MthpDsl.Language;

namespace MthpDsl.Kernel.Recording;

/// <summary>A change of a text.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="NewText">By what.</param>
internal sealed record TextEdit(TextSpan Span, string NewText)
{
    /// <summary>The text with changes that do not overlap.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        StringBuilder result = new(text);
        foreach (TextEdit edit in edits.OrderByDescending(edit => edit.Span.Start))
        {
            result.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText);
        }

        return result.ToString();
    }
}
