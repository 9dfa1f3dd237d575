using Sprache;

namespace MthpDsl.Language;

/// <summary>Reads one line of a block and reports what is wrong with it; null where nothing is left of it.</summary>
internal delegate T? LineReader<T>(ParseContext context, ref int position)
    where T : SyntaxNode;

/// <summary>Blocks: <c>{</c> at the end of a line, lines, and <c>}</c> on a line of its own.</summary>
internal static class BlockRules
{
    public static readonly Parser<BlockSyntax<StatementSyntax>> Statements = Of<StatementSyntax>(StatementReader.ReadLine);

    public static Parser<BlockSyntax<T>> Of<T>(LineReader<T> readLine)
        where T : SyntaxNode =>
        new Scan<BlockSyntax<T>>((ParseContext context, ref int position) => Scan(context, ref position, readLine)).AsRule();

    /// <summary>Reads lines to the closing brace and over it; false where the text ends before.</summary>
    public static bool ReadItems<T>(ParseContext context, ref int position, LineReader<T> readLine, out SyntaxList<T> items)
        where T : SyntaxNode
    {
        List<T> list = [];
        string text = context.Text;
        bool closed = false;
        while (true)
        {
            position = LineScanner.SkipBlankLines(text, position);
            if (position >= text.Length)
            {
                break;
            }

            if (text[position] == '}')
            {
                position = LineScanner.SkipBlanks(text, position + 1);
                closed = true;
                break;
            }

            T? item = readLine(context, ref position);
            if (item is not null)
            {
                list.Add(item);
            }
        }

        items = new([.. list]);
        return closed;
    }

    /// <summary>Skips the lines of a block without reading them, to its closing brace and over it.</summary>
    public static void SkipBlock(string text, ref int position)
    {
        int open = 1;
        while (open > 0)
        {
            position = LineScanner.SkipBlankLines(text, position);
            if (position >= text.Length)
            {
                return;
            }

            open -= text[position] == '}' ? 1 : 0;
            position = LineScanner.SkipStatement(text, position, out char last);
            open += last == '{' ? 1 : 0;
        }
    }

    private static BlockSyntax<T>? Scan<T>(ParseContext context, ref int position, LineReader<T> readLine)
        where T : SyntaxNode
    {
        int start = position;
        if (!Lexemes.TrySign(context, ref position, "{", "'{'"))
        {
            return null;
        }

        if (!LineScanner.IsLineEnd(context.Text, position))
        {
            context.Fail(new(SyntaxDiagnostics.BlockOnOneLine, context.Source, new(start, 1)), position);
            return null;
        }

        if (!ReadItems(context, ref position, readLine, out SyntaxList<T> items) && !context.IsTornApart)
        {
            context.IsTornApart = true;
            context.Report(SyntaxDiagnostics.BlockNotClosed, new(start, 1));
        }

        context.ForgetFailures();
        return new(items) { Span = TextSpan.FromBounds(start, LineScanner.TrimBack(context.Text, position, start)) };
    }
}
