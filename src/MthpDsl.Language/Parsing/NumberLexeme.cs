using System.Globalization;

namespace MthpDsl.Language;

/// <summary>A number, decimal or <c>0x…</c>, with <c>_</c> between digits, and a unit where it is a size.</summary>
internal static class NumberLexeme
{
    public static LiteralExpressionSyntax? Scan(ParseContext context, ref int position)
    {
        string text = context.Text;
        int start = position;
        bool hex = start + 1 < text.Length && text[start] == '0' && text[start + 1] is 'x' or 'X';
        int digitsEnd = SkipDigits(text, hex ? start + 2 : start, hex);
        int end = digitsEnd;
        while (end < text.Length && LineScanner.IsNamePart(text[end]) && text[end] != '-')
        {
            end++;
        }

        if (digitsEnd < text.Length && text[digitsEnd] == '.' && digitsEnd + 1 < text.Length && LineScanner.IsDigit(text[digitsEnd + 1]))
        {
            end = LineScanner.WordAt(text, start).End;
            string? meant = InWholeUnits(text.Substring(start, end - start));
            return Fail(context, SyntaxDiagnostics.NotWhole, start, end, meant);
        }

        LiteralUnit? unit = UnitOf(text.Substring(digitsEnd, Math.Min(end - digitsEnd, 8)));
        string digits = text.Substring(start, digitsEnd - start);
        if (unit is null || (hex && digitsEnd == start + 2) || digits[digits.Length - 1] == '_')
        {
            return FailUnit(context, start, digitsEnd, end);
        }

        if (!TryValue(digits, hex, unit.Value, out long value))
        {
            return Fail(context, SyntaxDiagnostics.NumberTooLarge, start, end);
        }

        position = LineScanner.SkipBlanks(text, end);
        return new(digits, unit.Value, value) { Span = TextSpan.FromBounds(start, end) };
    }

    private static int SkipDigits(string text, int position, bool hex)
    {
        while (position < text.Length
            && (LineScanner.IsDigit(text[position]) || text[position] == '_' || (hex && text[position] is (>= 'a' and <= 'f') or (>= 'A' and <= 'F'))))
        {
            position++;
        }

        return position;
    }

    private static LiteralUnit? UnitOf(string unit) => unit switch
    {
        "" => LiteralUnit.None,
        "K" or "KiB" or "kB" => LiteralUnit.K,
        "M" or "MiB" => LiteralUnit.M,
        "G" or "GiB" => LiteralUnit.G,
        "T" or "TiB" => LiteralUnit.T,
        _ => null,
    };

    private static bool TryValue(string digits, bool hex, LiteralUnit unit, out long value)
    {
        string plain = digits.IndexOf('_') < 0 ? digits : digits.Replace("_", "");
        bool read = hex
            ? long.TryParse(plain.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        int shift = (int)unit * 10;
        if (!read || value < 0 || value > long.MaxValue >> shift)
        {
            return false;
        }

        value <<= shift;
        return true;
    }

    /// <summary><c>2.5M</c> in a unit that makes it whole: <c>2560K</c>; null where none does.</summary>
    private static string? InWholeUnits(string fraction)
    {
        const int LengthMax = 16;
        int unitAt = fraction.Length - fraction.Reverse().TakeWhile(char.IsLetter).Count();
        if (fraction.Length > LengthMax
            || UnitOf(fraction.Substring(unitAt)) is not { } unit
            || !decimal.TryParse(fraction.Substring(0, unitAt), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            return null;
        }

        decimal bytes = value * (1L << ((int)unit * 10));
        return bytes is > 0 and < long.MaxValue && bytes % 1024 == 0 ? SizeFormat.Format((long)bytes) : null;
    }

    private static LiteralExpressionSyntax? FailUnit(ParseContext context, int start, int digitsEnd, int end)
    {
        string unit = context.Text.Substring(digitsEnd, Math.Min(end - digitsEnd, 8));
        string? meant = unit.Length > 0 && "KMGT".IndexOf(char.ToUpperInvariant(unit[0])) >= 0
            ? context.Text.Substring(start, digitsEnd - start) + char.ToUpperInvariant(unit[0])
            : null;
        return Fail(context, SyntaxDiagnostics.BadUnit, start, end, meant);
    }

    private static LiteralExpressionSyntax? Fail(ParseContext context, DiagnosticDescriptor descriptor, int start, int end, string? meant = null)
    {
        TextSpan span = TextSpan.FromBounds(start, end);
        context.Fail(
            new(descriptor, context.Source, span, context.Source.ToString(span))
            {
                Mend = Suggestions.DidYouMean(meant),
                Fix = meant is null ? null : new(span, meant),
            },
            start);
        return null;
    }
}
