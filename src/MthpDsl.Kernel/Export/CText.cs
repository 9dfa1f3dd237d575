using System.Globalization;
using System.Text;

namespace MthpDsl.Kernel.Export;

/// <summary>Values as C source. Nothing a scenario says can end a string or a comment early.</summary>
internal static class CText
{
    private static readonly (long Bytes, string Name)[] Units = [(1L << 40, "TiB"), (1L << 30, "GiB"), (1L << 20, "MiB"), (1L << 10, "KiB")];

    /// <summary>A string literal; what is no plain character, trigraphs among it, is written as octal bytes.</summary>
    public static string String(string value)
    {
        StringBuilder text = new("\"");
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                text.Append('\\').Append((char)rune.Value);
            }
            else if (rune.Value == '?' || !IsPlain(rune))
            {
                foreach (byte part in Encoding.UTF8.GetBytes(rune.ToString()))
                {
                    text.Append('\\').Append(Convert.ToString(part, 8).PadLeft(3, '0'));
                }
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>Text inside a comment: it can neither end the comment nor begin another.</summary>
    public static string Comment(string value)
    {
        StringBuilder text = new();
        foreach (Rune rune in value.EnumerateRunes())
        {
            char last = text.Length > 0 ? text[^1] : ' ';
            if ((rune.Value == '/' && last == '*') || (rune.Value == '*' && last == '/'))
            {
                text.Append(' ');
            }

            text.Append(rune.Value == '\t' ? " " : IsPlain(rune) ? rune.ToString() : "?");
        }

        return text.ToString();
    }

    /// <summary>A size: <c>64 * KiB</c>.</summary>
    public static string Size(long bytes)
    {
        foreach ((long unit, string name) in Units)
        {
            if (bytes != 0 && bytes % unit == 0)
            {
                return Number(bytes / unit) + " * " + name;
            }
        }

        return Number(bytes);
    }

    /// <summary>A number from 0 on, or a negative one.</summary>
    public static string Number(long value) => value is > int.MinValue and <= int.MaxValue
        ? value.ToString(CultureInfo.InvariantCulture)
        : value == long.MinValue ? "INT64_MIN" : string.Create(CultureInfo.InvariantCulture, $"INT64_C({value})");

    /// <summary>A truth.</summary>
    public static string Bool(bool value) => value ? "true" : "false";

    // No control, direction or private characters: what the reader of the C file sees is what is there.
    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
