using Sprache;

namespace MthpDsl.Language;

/// <summary>Finds the brace that closes a block of C#, past its strings, characters and comments.</summary>
internal static class CSharpRules
{
    public static readonly Parser<CSharpSyntax> Code = new Scan<CSharpSyntax>(Scan).AsRule();

    private static CSharpSyntax? Scan(ParseContext context, ref int position)
    {
        string text = context.Text;
        int start = position;
        if (start >= text.Length || text[start] != '{')
        {
            context.Expected(start, "'{'");
            return null;
        }

        int end = SkipBraces(text, start);
        if (end < 0)
        {
            context.Fail(new(SyntaxDiagnostics.CSharpNotClosed, context.Source, new(start, 1)), start);
            context.IsTornApart = true;
            return null;
        }

        position = LineScanner.SkipBlanks(text, end);
        TextSpan code = TextSpan.FromBounds(start + 1, end - 1);
        return new(context.Source.ToString(code).Replace("\r\n", "\n"), code) { Span = TextSpan.FromBounds(start, end) };
    }

    /// <summary>The offset behind the brace that closes the one at a place, or -1.</summary>
    private static int SkipBraces(string text, int position)
    {
        int open = 0;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '{':
                    open++;
                    position++;
                    break;
                case '}':
                    position++;
                    if (--open == 0)
                    {
                        return position;
                    }

                    break;
                case '"':
                    position = SkipString(text, position);
                    break;
                case '\'':
                    position = SkipCharacter(text, position);
                    break;
                case '/':
                    position = SkipComment(text, position);
                    break;
                default:
                    position++;
                    break;
            }
        }

        return -1;
    }

    private static int SkipComment(string text, int position)
    {
        if (LineScanner.StandsAt(text, position, "//"))
        {
            return LineScanner.SkipToLineEnd(text, position);
        }

        if (LineScanner.StandsAt(text, position, "/*"))
        {
            int end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
            return end < 0 ? text.Length : end + 2;
        }

        return position + 1;
    }

    private static int SkipCharacter(string text, int position)
    {
        int end = position + 1;
        while (end < text.Length && text[end] is not ('\'' or '\n'))
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return Math.Min(end + 1, text.Length);
    }

    private static int SkipString(string text, int position)
    {
        int quotes = 0;
        while (position + quotes < text.Length && text[position + quotes] == '"')
        {
            quotes++;
        }

        if (quotes >= 3)
        {
            string fence = new('"', quotes);
            int close = text.IndexOf(fence, position + quotes, StringComparison.Ordinal);
            return close < 0 ? text.Length : close + quotes;
        }

        bool verbatim = (position > 0 && text[position - 1] == '@') || (position > 1 && text[position - 1] == '$' && text[position - 2] == '@');
        int end = position + 1;
        while (end < text.Length && (verbatim || text[end] != '\n'))
        {
            if (text[end] == '"' && !(verbatim && end + 1 < text.Length && text[end + 1] == '"'))
            {
                return end + 1;
            }

            end += (text[end] == '\\' && !verbatim) || text[end] == '"' ? 2 : 1;
        }

        return Math.Min(end, text.Length);
    }
}
