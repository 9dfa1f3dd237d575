using System.Globalization;
using System.Text;

namespace MthpDsl.Reporting.Text;

/// <summary>
/// Text from a scenario as it may reach a terminal: what would move the cursor, change colours, reorder or hide the
/// text is shown as <c>\u{1b}</c> instead of obeyed.
/// </summary>
internal static class Printable
{
    /// <summary>The text with every control, format, private and unpaired surrogate character shown by its number.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        StringBuilder shown = new(text.Length + 16);
        for (int at = 0; at < text.Length;)
        {
            int width = char.IsSurrogatePair(text, at) ? 2 : 1;
            int codePoint = width == 2 ? char.ConvertToUtf32(text, at) : text[at];
            if (IsShownAsNumber(CharUnicodeInfo.GetUnicodeCategory(codePoint)))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{codePoint:x}}}");
            }
            else
            {
                shown.Append(text, at, width);
            }

            at += width;
        }

        return shown.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShownAsNumber(UnicodeCategory category) => category
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned;
}
