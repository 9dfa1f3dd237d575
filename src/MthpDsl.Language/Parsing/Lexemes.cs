using Sprache;

namespace MthpDsl.Language;

/// <summary>The words, names, strings and signs of the language. Each eats the blanks behind it, never the line's end.</summary>
internal static class Lexemes
{
    private static readonly Dictionary<string, Parser<string>> Words = [];

    public static readonly Scan<NameSyntax> ScanName = (ParseContext context, ref int position) =>
        NameCalled(context, ref position, "a name");

    public static readonly Parser<NameSyntax> Name = ScanName.AsRule();

    public static readonly Parser<NameSyntax> Mapping = NameOf("the name of a mapping");

    public static readonly Parser<StringSyntax> String = new Scan<StringSyntax>(StringLexeme.Scan).AsRule();

    public static readonly Parser<string> Comma = new Scan<string>(ScanComma).AsRule();

    public static readonly Parser<NameSyntax> KernelName = new Scan<NameSyntax>(ScanKernelName).AsRule();

    /// <summary>A whole word, not the beginning of one.</summary>
    public static Parser<string> Word(string word)
    {
        lock (Words)
        {
            if (!Words.TryGetValue(word, out Parser<string>? rule))
            {
                string quoted = $"'{word}'";
                rule = new Scan<string>((ParseContext context, ref int position) =>
                    TryWord(context, ref position, word, quoted) ? word : null).AsRule();
                Words.Add(word, rule);
            }

            return rule;
        }
    }

    /// <summary>One of several words, which the binder or the machine knows by name.</summary>
    public static Parser<string> AnyWord(params string[] words) => ScanExtensions.OneOf([.. words.Select(Word)]);

    /// <summary>What stands behind a word, or null where the word is not there.</summary>
    public static Parser<T?> After<T>(string word, Parser<T> rule)
        where T : class => Word(word).Then(_ => rule).Maybe();

    /// <summary>A name, called so in messages.</summary>
    public static Parser<NameSyntax> NameOf(string what) => new Scan<NameSyntax>(
        (ParseContext context, ref int position) => NameCalled(context, ref position, what)).AsRule();

    public static bool TryWord(ParseContext context, ref int position, string word, string? expected)
    {
        string text = context.Text;
        int end = position + word.Length;
        if (LineScanner.StandsAt(text, position, word)
            && (end >= text.Length || !LineScanner.IsNamePart(text[end])))
        {
            position = LineScanner.SkipBlanks(text, end);
            return true;
        }

        if (expected is not null)
        {
            context.Expected(position, expected);
        }

        return false;
    }

    public static bool TrySign(ParseContext context, ref int position, string sign, string? expected)
    {
        if (LineScanner.StandsAt(context.Text, position, sign))
        {
            position = LineScanner.SkipBlanks(context.Text, position + sign.Length);
            return true;
        }

        if (expected is not null)
        {
            context.Expected(position, expected);
        }

        return false;
    }

    public static Parser<string> Sign(string sign)
    {
        string quoted = $"'{sign}'";
        return new Scan<string>((ParseContext context, ref int position) =>
            TrySign(context, ref position, sign, quoted) ? sign : null).AsRule();
    }

    public static NameSyntax? NameCalled(ParseContext context, ref int position, string what)
    {
        string text = context.Text;
        int start = position;
        if (start >= text.Length || !LineScanner.IsNameStart(text[start]))
        {
            context.Expected(start, what);
            return null;
        }

        int end = start + 1;
        while (end < text.Length && LineScanner.IsNamePart(text[end]))
        {
            end++;
        }

        TextSpan span = TextSpan.FromBounds(start, end);
        if (span.Length > SyntaxLimits.NameLengthMax)
        {
            context.Fail(new(SyntaxDiagnostics.NameTooLong, context.Source, span, SyntaxLimits.NameLengthMax), start);
            return null;
        }

        position = LineScanner.SkipBlanks(text, end);
        return new(text.Substring(start, span.Length)) { Span = span };
    }

    /// <summary>A comma, and the line's end behind it: a line that ends with a comma goes on in the next.</summary>
    public static string? ScanComma(ParseContext context, ref int position)
    {
        if (!TrySign(context, ref position, ",", "','"))
        {
            return null;
        }

        if (LineScanner.IsLineEnd(context.Text, position))
        {
            position = LineScanner.SkipBlankLines(context.Text, position);
        }

        return ",";
    }

    private static NameSyntax? ScanKernelName(ParseContext context, ref int position)
    {
        string text = context.Text;
        int end = position;
        while (end < text.Length && (LineScanner.IsNamePart(text[end]) || text[end] is '.' or '+') && end - position <= SyntaxLimits.NameLengthMax)
        {
            end++;
        }

        if (end == position)
        {
            context.Expected(position, "the name of a kernel");
            return null;
        }

        TextSpan span = TextSpan.FromBounds(position, end);
        position = LineScanner.SkipBlanks(text, end);
        return new(text.Substring(span.Start, span.Length)) { Span = span };
    }
}
