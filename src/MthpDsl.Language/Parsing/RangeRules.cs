using Sprache;

namespace MthpDsl.Language;

/// <summary>Ranges: a mapping's name, and what stands between brackets.</summary>
internal static class RangeRules
{
    private const string Called = "a range such as heap[0..64K]";

    public static readonly Parser<RangeSyntax> Range = new Scan<RangeSyntax>(Scan).AsRule();

    /// <summary>A range, or the word <c>all</c>: null.</summary>
    public static readonly Parser<RangeSyntax?> RangeOrAll =
        Lexemes.Word("all").Select(_ => (RangeSyntax?)null).Or(Range.Select(range => (RangeSyntax?)range));

    public static RangeSyntax? Scan(ParseContext context, ref int position)
    {
        string text = context.Text;
        NameSyntax? name = Lexemes.NameCalled(context, ref position, Called);
        if (name is null)
        {
            return null;
        }

        // The bracket touches the name: `heap [0..4K]` is read as well, and formatted without the blank.
        if (position >= text.Length || text[position] != '[')
        {
            return new(name, null) { Span = name.Span };
        }

        int open = position;
        position = LineScanner.SkipBlanks(text, position + 1);
        RangeBoundsSyntax? bounds = ScanBounds(context, ref position, name, open);
        if (bounds is null)
        {
            return null;
        }

        int end = position + 1;
        return Lexemes.TrySign(context, ref position, "]", "']'")
            ? new(name, bounds) { Span = TextSpan.FromBounds(name.Span.Start, end) }
            : null;
    }

    private static RangeBoundsSyntax? ScanBounds(ParseContext context, ref int position, NameSyntax name, int open)
    {
        int start = position;
        if (Lexemes.TryWord(context, ref position, "page", null))
        {
            RangeBoundSyntax? page = ScanBound(context, ref position, "the number of a page");
            return page is null ? null : new(true, true, page, null) { Span = FromTo(start, page) };
        }

        bool inPages = Lexemes.TryWord(context, ref position, "pages", null);
        RangeBoundSyntax? from = null;
        if (!LineScanner.StandsAt(context.Text, position, "..") && (from = ScanBound(context, ref position, "a bound such as 64K")) is null)
        {
            return null;
        }

        int dots = position;
        if (!Lexemes.TrySign(context, ref position, "..", null))
        {
            FailNotARange(context, position, name, open, from, inPages);
            return null;
        }

        RangeBoundSyntax? to = null;
        if (!LineScanner.StandsAt(context.Text, position, "]") && (to = ScanBound(context, ref position, "a bound such as 64K")) is null)
        {
            return null;
        }

        return new(inPages, false, from, to) { Span = to is null ? TextSpan.FromBounds(start, dots + 2) : FromTo(start, to) };
    }

    private static RangeBoundSyntax? ScanBound(ParseContext context, ref int position, string what)
    {
        int start = position;
        bool fromEnd = Lexemes.TrySign(context, ref position, "^", null);
        ExpressionSyntax? value = ExpressionRules.Scan(context, ref position, what);
        return value is null ? null : new(fromEnd, value) { Span = FromTo(start, value) };
    }

    private static void FailNotARange(
        ParseContext context, int position, NameSyntax name, int open, RangeBoundSyntax? from, bool inPages)
    {
        if (!LineScanner.StandsAt(context.Text, position, "]") || from is null)
        {
            context.Expected(position, "'..'");
            return;
        }

        TextSpan span = TextSpan.FromBounds(name.Span.Start, position + 1);
        string? mend = null;
        DiagnosticFix? fix = null;
        if (MendFor(from.Value, inPages) is { } inside)
        {
            mend = $"write '{name.Text}[{inside}]'";
            fix = new(TextSpan.FromBounds(open + 1, position), inside);
        }

        // Where the bracket closes is where the range is known to be none; what was wrong is all of it.
        context.Fail(new(SyntaxDiagnostics.NotARange, context.Source, span, context.Source.ToString(span)) { Mend = mend, Fix = fix }, position);
    }

    /// <summary><c>[64K + 16K]</c> was meant as a start and a length; <c>[pages 3]</c> as a page.</summary>
    private static string? MendFor(ExpressionSyntax value, bool inPages)
    {
        if (inPages)
        {
            return $"page {value}";
        }

        if (value is not BinaryExpressionSyntax { Operator: '+', Left: LiteralExpressionSyntax left, Right: LiteralExpressionSyntax right }
            || left.Unit == LiteralUnit.None || right.Unit == LiteralUnit.None || left.Value > long.MaxValue - right.Value)
        {
            return null;
        }

        return $"{left}..{SizeFormat.Format(left.Value + right.Value)}";
    }

    private static TextSpan FromTo(int start, SyntaxNode last) => TextSpan.FromBounds(start, last.Span.End);
}
