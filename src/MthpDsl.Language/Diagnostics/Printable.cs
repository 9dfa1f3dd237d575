using System.Globalization;
using System.Text;

namespace MthpDsl.Language;

/// <summary>Makes user text safe to show: no control characters, no lone surrogates.</summary>
internal static class Printable
{
    public static string Escape(string text)
    {
        StringBuilder? result = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool bad = char.IsControl(text[i]) || IsLoneSurrogate(text, i);
            if (bad)
            {
                result ??= new StringBuilder(text, 0, i, text.Length + 8);
                result.AppendFormat(CultureInfo.InvariantCulture, "U+{0:X4}", (int)text[i]);
            }
            else
            {
                result?.Append(text[i]);
            }
        }

        return result?.ToString() ?? text;
    }

    private static bool IsLoneSurrogate(string text, int i)
    {
        if (char.IsHighSurrogate(text[i]))
        {
            return i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]);
        }

        return char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
    }
}
