using Sprache;

namespace MthpDsl.Language;

/// <summary>Paths and values of sysfs.</summary>
internal static class SysfsRules
{
    public static readonly Parser<SysfsPathSyntax> Path = new Scan<SysfsPathSyntax>(ScanPath).AsRule();

    public static readonly Parser<SysfsValueSyntax> Value = new Scan<SysfsValueSyntax>(ScanValue).AsRule();

    public static readonly Parser<SysfsWriteSyntax> Write =
        from path in Path
        from sign in Lexemes.Sign("=")
        from value in Value
        select new SysfsWriteSyntax(path, value) { Span = TextSpan.FromBounds(path.Span.Start, value.Span.End) };

    /// <summary>Reads a line of <c>sysfs { … }</c>.</summary>
    public static SysfsWriteSyntax? ReadWriteLine(ParseContext context, ref int position)
    {
        context.ForgetFailures();
        int start = position;
        IResult<SysfsWriteSyntax> result = Write(new ParseInput(context, position));
        if (result.WasSuccessful)
        {
            position = ((ParseInput)result.Remainder).Position;
            if (LineScanner.IsLineEnd(context.Text, position))
            {
                return result.Value;
            }

            context.Expected(position, "the end of the line");
        }

        context.Report(context.DescribeFailure());
        position = LineScanner.SkipStatement(context.Text, start, out _);
        return null;
    }

    private static bool IsPathPart(char c) => LineScanner.IsNamePart(c) || c is '/' or '*' or '.' or '+';

    private static SysfsPathSyntax? ScanPath(ParseContext context, ref int position)
    {
        string text = context.Text;
        int start = position;
        int cursor = start;
        List<SysfsPathPart> parts = [];
        while (cursor < text.Length && (IsPathPart(text[cursor]) || (text[cursor] == '{' && cursor > start)))
        {
            int partStart = cursor;
            if (text[cursor] == '{')
            {
                cursor = LineScanner.SkipBlanks(text, cursor + 1);
                ExpressionSyntax? value = ExpressionRules.Scan(context, ref cursor, "a size or a number");
                int close = cursor;
                if (value is null || !Lexemes.TrySign(context, ref close, "}", "'}'"))
                {
                    return null;
                }

                // Blanks behind the brace end the path.
                cursor++;
                parts.Add(new("", value) { Span = TextSpan.FromBounds(partStart, cursor) });
                continue;
            }

            while (cursor < text.Length && IsPathPart(text[cursor]))
            {
                cursor++;
            }

            parts.Add(new(text.Substring(partStart, cursor - partStart), null) { Span = TextSpan.FromBounds(partStart, cursor) });
        }

        if (cursor == start)
        {
            context.Expected(start, "a file of sysfs such as hugepages-64kB/enabled");
            return null;
        }

        position = LineScanner.SkipBlanks(text, cursor);
        string canonical = parts.Count == 1 ? parts[0].Text : string.Concat(parts);
        return new(canonical, new([.. parts])) { Span = TextSpan.FromBounds(start, cursor) };
    }

    /// <summary>A string, or everything to the line's end: what a value may be, the kernel says.</summary>
    private static SysfsValueSyntax? ScanValue(ParseContext context, ref int position)
    {
        string text = context.Text;
        int start = position;
        if (start < text.Length && text[start] == '"')
        {
            StringSyntax? quoted = StringLexeme.Scan(context, ref position);
            return quoted is null ? null : new(quoted.Value, true, null) { Span = quoted.Span };
        }

        int end = start;
        while (!LineScanner.IsLineEnd(text, end))
        {
            end++;
        }

        end = LineScanner.TrimBack(text, end, start);
        if (end == start)
        {
            context.Expected(start, "a value");
            return null;
        }

        int cursor = start;
        ExpressionSyntax? expression = ScanExpression(context, ref cursor, end);
        position = LineScanner.SkipBlanks(text, end);
        return new(text.Substring(start, end - start), false, expression) { Span = TextSpan.FromBounds(start, end) };
    }

    /// <summary>The text as an expression, where it is one as a whole. That it is none is no failure.</summary>
    private static ExpressionSyntax? ScanExpression(ParseContext context, ref int position, int end)
    {
        int start = position;
        char first = context.Text[start];
        if (!LineScanner.IsNamePart(first) && first != '(')
        {
            return null;
        }

        int wordEnd = position;
        while (wordEnd < end && LineScanner.IsNamePart(context.Text[wordEnd]))
        {
            wordEnd++;
        }

        // What nearly every value is: one word.
        if (wordEnd == end && LineScanner.IsNameStart(first))
        {
            position = end;
            string word = context.Text.Substring(start, end - start);
            return ReservedWords.OfValues.Contains(word) ? null : new NameExpressionSyntax(word) { Span = TextSpan.FromBounds(start, end) };
        }

        ParseContext trial = new(context.Source);
        ExpressionSyntax? expression = ExpressionRules.Scan(trial, ref position, "a value");
        return expression is not null && LineScanner.TrimBack(context.Text, position, 0) == end ? expression : null;
    }
}
