using Sprache;

namespace MthpDsl.Language;

/// <summary>Expressions, by precedence: <c>* / %</c> bind closer than <c>+ -</c>; both to the left.</summary>
internal static class ExpressionRules
{
    public static readonly Parser<ExpressionSyntax> Size = Called("a size such as 64K");

    public static readonly Parser<ExpressionSyntax> Count = Called("a number");

    public static readonly Parser<ExpressionSyntax> Value = Called("a size or a number");

    public static readonly Parser<ExpressionSyntax> Address = Called("an address such as 0x40000000");

    public static readonly Parser<SyntaxList<ExpressionSyntax>> Values =
        new Scan<SyntaxList<ExpressionSyntax>>(ScanValues).AsRule();

    public static Parser<ExpressionSyntax> Called(string what) => new Scan<ExpressionSyntax>(
        (ParseContext context, ref int position) => Scan(context, ref position, what)).AsRule();

    /// <summary>A count that a word follows. Where it does not, the failure is at the start: something else was meant.</summary>
    public static Parser<ExpressionSyntax> CountBefore(string word) => new Scan<ExpressionSyntax>((ParseContext context, ref int position) =>
    {
        int start = position;
        ParseContext trial = new(context.Source);
        ExpressionSyntax? count = Scan(trial, ref position, "a number");
        int behind = position;
        if (count is not null && Lexemes.TryWord(trial, ref behind, word, null))
        {
            return count;
        }

        position = start;
        return null;
    }).AsRule();

    /// <summary>Reads an expression, called so in messages.</summary>
    public static ExpressionSyntax? Scan(ParseContext context, ref int position, string what)
    {
        ExpressionReader reader = new(context, what);
        return reader.ReadSum(ref position, depth: 0);
    }

    private static SyntaxList<ExpressionSyntax>? ScanValues(ParseContext context, ref int position)
    {
        List<ExpressionSyntax> values = [];
        do
        {
            ExpressionSyntax? value = Scan(context, ref position, "a size or a number");
            if (value is null)
            {
                return null;
            }

            values.Add(value);
        }
        while (Lexemes.ScanComma(context, ref position) is not null);

        return new([.. values]);
    }

    /// <summary>Counts operators, so that no text can build a tree too deep to walk.</summary>
    private sealed class ExpressionReader(ParseContext context, string what)
    {
        private int _operators;

        public ExpressionSyntax? ReadSum(ref int position, int depth)
        {
            ExpressionSyntax? left = ReadProduct(ref position, depth);
            while (left is not null && TryOperator(ref position, "+-", out char operation))
            {
                left = Join(operation, left, ReadProduct(ref position, depth), position);
            }

            return left;
        }

        private ExpressionSyntax? ReadProduct(ref int position, int depth)
        {
            ExpressionSyntax? left = ReadPrimary(ref position, depth);
            while (left is not null && TryOperator(ref position, "*/%", out char operation))
            {
                left = Join(operation, left, ReadPrimary(ref position, depth), position);
            }

            return left;
        }

        private ExpressionSyntax? Join(char operation, ExpressionSyntax left, ExpressionSyntax? right, int position)
        {
            if (right is null)
            {
                return null;
            }

            TextSpan span = TextSpan.FromBounds(left.Span.Start, right.Span.End);
            if (++_operators > SyntaxLimits.OperatorsMax)
            {
                context.Fail(new(SyntaxDiagnostics.ExpressionTooLong, context.Source, span, SyntaxLimits.OperatorsMax), position);
                return null;
            }

            return new BinaryExpressionSyntax(operation, left, right) { Span = span };
        }

        private ExpressionSyntax? ReadPrimary(ref int position, int depth)
        {
            string text = context.Text;
            char c = position < text.Length ? text[position] : '\0';
            ExpressionSyntax? primary = null;
            if (LineScanner.IsDigit(c))
            {
                primary = NumberLexeme.Scan(context, ref position);
            }
            else if (c == '(')
            {
                primary = ReadParenthesized(ref position, depth);
            }
            else
            {
                primary = ReadName(ref position);
            }

            return primary is null ? null : ReadPages(ref position, primary);
        }

        private NameExpressionSyntax? ReadName(ref int position)
        {
            int start = position;
            NameSyntax? name = Lexemes.NameCalled(context, ref position, what);
            if (name is not null && !ReservedWords.OfValues.Contains(name.Text))
            {
                return new(name.Text) { Span = name.Span };
            }

            position = start;
            context.Expected(start, what);
            return null;
        }

        private ExpressionSyntax? ReadParenthesized(ref int position, int depth)
        {
            int start = position;
            if (depth == SyntaxLimits.ParenthesesDepthMax)
            {
                context.Fail(
                    new(SyntaxDiagnostics.ParenthesesTooDeep, context.Source, new(start, 1), SyntaxLimits.ParenthesesDepthMax), start);
                return null;
            }

            position = LineScanner.SkipBlanks(context.Text, position + 1);
            ExpressionSyntax? inner = ReadSum(ref position, depth + 1);
            int end = position + 1;
            return inner is not null && Lexemes.TrySign(context, ref position, ")", "')'")
                ? new ParenthesizedExpressionSyntax(inner) { Span = TextSpan.FromBounds(start, end) }
                : null;
        }

        private ExpressionSyntax ReadPages(ref int position, ExpressionSyntax count)
        {
            int start = position;
            string text = context.Text;
            if (start < text.Length && text[start] == 'p'
                && (Lexemes.TryWord(context, ref position, "pages", null) || Lexemes.TryWord(context, ref position, "page", null)))
            {
                int length = start + 4 < text.Length && text[start + 4] == 's' ? 5 : 4;
                return new PagesExpressionSyntax(count) { Span = TextSpan.FromBounds(count.Span.Start, start + length) };
            }

            return count;
        }

        /// <summary><c>%</c> with no operand behind it is a percent sign, not an operator.</summary>
        private bool TryOperator(ref int position, string operators, out char operation)
        {
            string text = context.Text;
            operation = position < text.Length ? text[position] : '\0';
            if (operation == '\0' || operators.IndexOf(operation) < 0)
            {
                return false;
            }

            int next = LineScanner.SkipBlanks(text, position + 1);
            if (operation == '%' && (next >= text.Length || !(LineScanner.IsNamePart(text[next]) || text[next] == '(')))
            {
                return false;
            }

            position = next;
            return true;
        }
    }
}
