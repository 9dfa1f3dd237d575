namespace MthpDsl.Simulation.Sysfs;

/// <summary>How the kernel reads what is written to a file: sysfs_streq, kstrtoul, kstrtobool.</summary>
internal static class KernelParser
{
    /// <summary>The index of a word: compared whole, one trailing newline forgiven (sysfs_streq).</summary>
    public static bool TryWord(string text, string[] words, out int index)
    {
        index = Array.IndexOf(words, WithoutNewline(text));
        return index >= 0;
    }

    /// <summary>A decimal number as kstrtoul reads it: digits, a plus sign before them or a newline behind them forgiven.</summary>
    /// <returns>EINVAL for anything else, ERANGE above 64 bits.</returns>
    public static Errno Number(string text, out ulong value)
    {
        value = 0;
        ReadOnlySpan<char> digits = WithoutNewline(text);
        digits = digits.StartsWith("+") ? digits[1..] : digits;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return Errno.EINVAL;
        }

        foreach (char digit in digits)
        {
            uint next = (uint)(digit - '0');
            if (value > (ulong.MaxValue - next) / 10)
            {
                return Errno.ERANGE;
            }

            value = (value * 10) + next;
        }

        return Errno.None;
    }

    /// <summary>A boolean as kstrtobool reads it: only the first letter counts, of <c>on</c> and <c>off</c> the second.</summary>
    public static bool TryBool(string text, out bool value)
    {
        char first = text.Length > 0 ? text[0] : '\0';
        char decisive = first is 'o' or 'O' ? (text.Length > 1 ? text[1] : '\0') : first;
        bool second = decisive != first;
        value = second ? decisive is 'n' or 'N' : decisive is 'y' or 'Y' or 't' or 'T' or '1';
        return value || (second ? decisive is 'f' or 'F' : decisive is 'n' or 'N' or 'f' or 'F' or '0');
    }

    private static string WithoutNewline(string text) => text.EndsWith('\n') ? text[..^1] : text;
}
