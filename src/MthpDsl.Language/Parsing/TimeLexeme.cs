using System.Globalization;
using Sprache;

namespace MthpDsl.Language;

/// <summary>Simulated time: a number and <c>ms</c>, <c>s</c> or <c>m</c>.</summary>
internal static class TimeLexeme
{
    private const string Called = "a time such as 500ms, 30s or 5m";

    public static readonly Parser<TimeSyntax> Time = new Scan<TimeSyntax>(Scan).AsRule();

    private static TimeSyntax? Scan(ParseContext context, ref int position)
    {
        string text = context.Text;
        int start = position;
        int digitsEnd = start;
        while (digitsEnd < text.Length && LineScanner.IsDigit(text[digitsEnd]))
        {
            digitsEnd++;
        }

        if (digitsEnd == start)
        {
            context.Expected(start, Called);
            return null;
        }

        TextSpan word = LineScanner.WordAt(text, start);
        long factor = text.Substring(digitsEnd, word.End - digitsEnd) switch { "ms" => 1, "s" => 1000, "m" => 60_000, _ => 0 };
        if (factor == 0
            || !long.TryParse(text.Substring(start, digitsEnd - start), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number > long.MaxValue / 60_000)
        {
            context.Fail(new(SyntaxDiagnostics.BadTime, context.Source, word, context.Source.ToString(word)), start);
            return null;
        }

        position = LineScanner.SkipBlanks(text, word.End);
        return new(context.Source.ToString(word), number * factor) { Span = word };
    }
}
