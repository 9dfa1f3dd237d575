using Sprache;

namespace MthpDsl.Language;

/// <summary>
/// Reads statements one at a time: the keyword picks the rule, Sprache runs it, and where it fails there is one message and
/// reading goes on in the next line.
/// </summary>
internal static class StatementReader
{
    /// <summary>Reads a statement at the start of a line, to the line's end. A broken one becomes a <see cref="BrokenStatement"/>.</summary>
    public static StatementSyntax ReadLine(ParseContext context, ref int position)
    {
        context.ForgetFailures();
        int start = position;
        if (context.Text[start] == '{')
        {
            return RecoverStrayBrace(context, ref position);
        }

        StatementSyntax? statement = Read(context, ref position);
        if (statement is not null && LineScanner.IsLineEnd(context.Text, position))
        {
            return statement;
        }

        if (statement is not null)
        {
            context.Expected(position, "the end of the line");
        }

        context.Report(context.DescribeFailure());
        if (statement is not null)
        {
            position = LineScanner.SkipStatement(context.Text, position, out _);
            return statement;
        }

        position = start;
        return Recover(context, ref position);
    }

    /// <summary>Reads a statement wherever one stands: on a line, behind <c>in P</c>, behind <c>expect ERRNO from</c>.</summary>
    public static StatementSyntax? Read(ParseContext context, ref int position)
    {
        int start = position;
        NameSyntax? keyword = Lexemes.NameCalled(context, ref position, "a statement");
        if (keyword is null)
        {
            return null;
        }

        if (StatementTable.RuleOf(keyword.Text) is not { } rule)
        {
            string? nearest = Suggestions.Nearest(keyword.Text, StatementTable.Keywords);
            context.Fail(
                new(SyntaxDiagnostics.UnknownStatement, context.Source, keyword.Span, keyword.Text)
                {
                    Mend = Suggestions.DidYouMean(nearest),
                    Fix = nearest is null ? null : new(keyword.Span, nearest),
                },
                start);
            return null;
        }

        if (!TryEnter(context, keyword.Span))
        {
            return null;
        }

        IResult<StatementSyntax> result = rule(new ParseInput(context, position));
        context.Depth--;
        if (!result.WasSuccessful)
        {
            return null;
        }

        position = ((ParseInput)result.Remainder).Position;
        StatementSyntax statement = result.Value;
        statement.Source = context.Source;
        statement.KeywordSpan = keyword.Span;
        statement.Span = TextSpan.FromBounds(start, LineScanner.TrimBack(context.Text, position, start));
        return statement;
    }

    /// <summary>Counts a level of nesting, or fails at the limit.</summary>
    private static bool TryEnter(ParseContext context, TextSpan span)
    {
        if (context.Depth == SyntaxLimits.NestingDepthMax)
        {
            context.Fail(new(SyntaxDiagnostics.NestedTooDeeply, context.Source, span, SyntaxLimits.NestingDepthMax), int.MaxValue);
            context.IsTornApart = true;
            return false;
        }

        context.Depth++;
        return true;
    }

    /// <summary>Skips a broken statement. The block it opens is read all the same, so that its lines are checked.</summary>
    private static BrokenStatement Recover(ParseContext context, ref int position)
    {
        int start = position;
        string text = context.Text;
        TextSpan word = LineScanner.WordAt(text, start);
        position = LineScanner.SkipStatement(text, position, out char last);
        TextSpan span = TextSpan.FromBounds(start, LineScanner.TrimBack(text, position, start));
        SyntaxList<StatementSyntax> body = SyntaxList<StatementSyntax>.Empty;
        if (context.EndsAtFailure)
        {
            position = text.Length;
        }
        else if (last == '{')
        {
            body = RecoverBlock(context, ref position, StatementTable.Find(context.Source.ToString(word))?.Body ?? StatementBody.Statements);
        }

        return new(body) { Span = span, KeywordSpan = word, Source = context.Source };
    }

    /// <summary>A brace on a line of its own: the block is read, so that its end is found. Several in a row are one mistake.</summary>
    private static BrokenStatement RecoverStrayBrace(ParseContext context, ref int position)
    {
        if (position != context.StrayBraceEnd)
        {
            context.Report(SyntaxDiagnostics.StrayOpenBrace, new(position, 1));
        }

        int behind = position;
        LineScanner.SkipStatement(context.Text, behind, out char last);
        context.StrayBraceEnd = last == '{' ? LineScanner.SkipBlankLines(context.Text, LineScanner.SkipToLineEnd(context.Text, behind)) : -1;
        return Recover(context, ref position);
    }

    private static SyntaxList<StatementSyntax> RecoverBlock(ParseContext context, ref int position, StatementBody body)
    {
        if (context.Depth >= SyntaxLimits.NestingDepthMax)
        {
            BlockRules.SkipBlock(context.Text, ref position);
            return SyntaxList<StatementSyntax>.Empty;
        }

        context.Depth++;
        SyntaxList<StatementSyntax> statements = SyntaxList<StatementSyntax>.Empty;
        switch (body)
        {
            case StatementBody.Settings:
                BlockRules.ReadItems(context, ref position, MachineSettingReader.ReadLine, out _);
                break;
            case StatementBody.Writes:
                BlockRules.ReadItems(context, ref position, SysfsRules.ReadWriteLine, out _);
                break;
            default:
                BlockRules.ReadItems(context, ref position, ReadLine, out statements);
                break;
        }

        context.Depth--;
        return statements;
    }
}
