using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace MthpDsl.Analyzers;

/// <summary>The value of a string in C#, and where in the source each of its characters stands.</summary>
internal sealed class LiteralText
{
    private readonly List<TextSpan> _places = [];
    private readonly System.Text.StringBuilder _value = new();

    private LiteralText()
    {
    }

    /// <summary>The string.</summary>
    public string Value => _value.ToString();

    /// <summary>Where the last character ends in the source.</summary>
    private int End => _places.Count == 0 ? 0 : _places[_places.Count - 1].End;

    /// <summary>The text of a literal or of a sum of literals; null for other constants, whose characters stand elsewhere.</summary>
    public static LiteralText? Of(IOperation operation)
    {
        LiteralText text = new();
        return text.TryAdd(operation) && text._places.Count > 0 ? text : null;
    }

    /// <summary>The stretch of the source that a stretch of the value comes from.</summary>
    /// <param name="start">Offset in the value.</param>
    /// <param name="length">How many characters; 0 gives the place before the one at <paramref name="start"/>.</param>
    public TextSpan PlaceOf(int start, int length)
    {
        int from = start < _places.Count ? _places[start].Start : End;
        int to = length == 0 || start >= _places.Count ? from : _places[Math.Min(start + length, _places.Count) - 1].End;
        return TextSpan.FromBounds(from, to);
    }

    private bool TryAdd(IOperation operation)
    {
        switch (operation)
        {
            case ILiteralOperation { Syntax: { } syntax }:
                return syntax.ChildTokens().All(TryAdd);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return TryAdd(sum.LeftOperand) && TryAdd(sum.RightOperand);
            case IParenthesizedOperation parentheses:
                return TryAdd(parentheses.Operand);
            default:
                return false;
        }
    }

    private bool TryAdd(SyntaxToken token)
    {
        int before = _value.Length;
        bool read = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken when token.Text[0] == '@' => Verbatim(token),
            SyntaxKind.StringLiteralToken => LiteralEscapes.Read(token.Text, (value, start, length) => Add(value, token.SpanStart + start, length)),
            SyntaxKind.SingleLineRawStringLiteralToken => Raw(token),
            SyntaxKind.MultiLineRawStringLiteralToken => RawLines(token),
            _ => false,
        };
        return read && _value.ToString(before, _value.Length - before) == token.ValueText;
    }

    private void Add(string value, int start, int length)
    {
        _value.Append(value);
        for (int i = 0; i < value.Length; i++)
        {
            _places.Add(new TextSpan(start, length));
        }
    }

    private bool Verbatim(SyntaxToken token)
    {
        string text = token.Text;
        for (int i = 2; i < text.Length - 1; i++)
        {
            int length = text[i] == '"' ? 2 : 1;
            Add(text.Substring(i, 1), token.SpanStart + i, length);
            i += length - 1;
        }

        return true;
    }

    private bool Raw(SyntaxToken token)
    {
        int fence = Fence(token.Text);
        for (int i = fence; i < token.Text.Length - fence; i++)
        {
            Add(token.Text.Substring(i, 1), token.SpanStart + i, 1);
        }

        return true;
    }

    /// <summary>The lines between the fences, without the blanks that stand before the closing one.</summary>
    private bool RawLines(SyntaxToken token)
    {
        SourceText text = SourceText.From(token.Text);
        int last = text.Lines.Count - 1;
        string closing = text.Lines[last].ToString();
        int indent = closing.Length - closing.TrimStart().Length;
        for (int i = 1; i < last; i++)
        {
            TextLine line = text.Lines[i];
            int end = i == last - 1 ? line.End : line.EndIncludingLineBreak;
            for (int at = Math.Min(line.Start + indent, line.End); at < end; at++)
            {
                Add(token.Text.Substring(at, 1), token.SpanStart + at, 1);
            }
        }

        return true;
    }

    private static int Fence(string text)
    {
        int quotes = 0;
        while (text[quotes] == '"')
        {
            quotes++;
        }

        return quotes;
    }
}
