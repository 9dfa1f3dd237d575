using System.Globalization;

namespace MthpDsl.Analyzers;

/// <summary>Reads a regular string literal: each character of its value with the stretch it is written as.</summary>
internal static class LiteralEscapes
{
    private const string Letters = "'\"\\0abefnrtv";
    private const string Values = "'\"\\\0\a\b\u001b\f\n\r\t\v";

    /// <summary>Reads a token.</summary>
    /// <param name="text">The token with its quotes.</param>
    /// <param name="add">Takes a value, and where it is written in the token.</param>
    /// <returns>False for an escape that C# does not have.</returns>
    public static bool Read(string text, Action<string, int, int> add)
    {
        for (int i = 1; i < text.Length - 1;)
        {
            int length = 1;
            string? value = text[i] == '\\' ? Escape(text, i, out length) : text.Substring(i, 1);
            if (value is null)
            {
                return false;
            }

            add(value, i, length);
            i += length;
        }

        return true;
    }

    private static string? Escape(string text, int start, out int length)
    {
        char letter = text[start + 1];
        length = 2;
        int simple = Letters.IndexOf(letter);
        if (simple >= 0)
        {
            return Values.Substring(simple, 1);
        }

        int digits = 0;
        int longest = letter == 'U' ? 8 : letter is 'u' or 'x' ? 4 : 0;
        while (digits < longest && start + 2 + digits < text.Length && Uri.IsHexDigit(text[start + 2 + digits]))
        {
            digits++;
        }

        length += digits;
        return digits > 0 && int.TryParse(
            text.Substring(start + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
            ? code > char.MaxValue ? char.ConvertFromUtf32(code) : ((char)code).ToString()
            : null;
    }
}
