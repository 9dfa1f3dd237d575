using System.Text;

namespace MthpDsl.Language;

/// <summary>A string: <c>"…"</c> on one line, with <c>\"</c> and <c>\\</c>.</summary>
internal static class StringLexeme
{
    public static StringSyntax? Scan(ParseContext context, ref int position)
    {
        string text = context.Text;
        int start = position;
        if (start >= text.Length || text[start] != '"')
        {
            context.Expected(start, "a string in quotes");
            return null;
        }

        StringBuilder value = new();
        for (int i = start + 1; i < text.Length && text[i] is not ('\n' or '\r'); i++)
        {
            if (text[i] == '"')
            {
                position = LineScanner.SkipBlanks(text, i + 1);
                return new(value.ToString()) { Span = TextSpan.FromBounds(start, i + 1) };
            }

            if (text[i] == '\\')
            {
                if (i + 1 >= text.Length || text[i + 1] is not ('"' or '\\'))
                {
                    context.Fail(new(SyntaxDiagnostics.BadEscape, context.Source, new(i, 1)), i);
                    return null;
                }

                i++;
            }

            value.Append(text[i]);
        }

        int end = LineScanner.TrimBack(text, LineScanner.SkipToLineEnd(text, start), start);
        context.Fail(new(SyntaxDiagnostics.UnterminatedString, context.Source, TextSpan.FromBounds(start, end)), start);
        return null;
    }
}
