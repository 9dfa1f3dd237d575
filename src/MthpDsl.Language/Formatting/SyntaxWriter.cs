using System.Text;

namespace MthpDsl.Language;

/// <summary>
/// Writes syntax in canonical form, a line at a time. With the source at hand it wraps long lists and keeps the comments;
/// without, a statement without a block is one line.
/// </summary>
internal sealed class SyntaxWriter(SourceText? source)
{
    /// <summary>
    /// A list goes on in the next line where its line, counted from the list's own start, would grow beyond this.
    /// </summary>
    private const int WidthMax = 99;

    private const int IndentStep = 2;

    private const int ContinuationStep = 4;

    private readonly StringBuilder _line = new();
    private readonly List<WrittenLine> _lines = [];
    private int _indent;
    private int _listDepth;
    private bool _continuesVerbatim;

    public SyntaxWriter Text(string text)
    {
        _line.Append(text);
        return this;
    }

    public SyntaxWriter Space() => Text(" ");

    public SyntaxWriter Node(SyntaxNode node)
    {
        node.WriteTo(this);
        return this;
    }

    public SyntaxWriter Optional(SyntaxNode? node) => node is null ? this : Node(node);

    /// <summary>Text of several lines that stays as it is.</summary>
    public SyntaxWriter Verbatim(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            _line.Append(lines[i]);
            if (i + 1 < lines.Length)
            {
                EndLine(isIndented: i == 0 && !_continuesVerbatim, isTrimmed: false);
            }
        }

        _continuesVerbatim = lines.Length > 1;
        return this;
    }

    /// <summary>Nodes joined by commas. A list within a list stays on its line.</summary>
    public SyntaxWriter List<T>(SyntaxList<T> items)
        where T : SyntaxNode
    {
        int start = _line.Length;
        _listDepth++;
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                Text(",");
                start = Separate(items[i - 1], items[i], start);
            }

            Node(items[i]);
        }

        _listDepth--;
        return this;
    }

    /// <summary>Goes on behind a comma: on the same line, or on the next; where the line's list starts.</summary>
    private int Separate(SyntaxNode before, SyntaxNode next, int start)
    {
        if (source is null)
        {
            Space();
            return start;
        }

        bool isBroken = WriteInnerComments(before.Span.End, next.Span.Start);
        if (!isBroken && (_listDepth > 1 || _line.Length - start + next.ToString().Length + 2 <= WidthMax))
        {
            Space();
            return start;
        }

        if (!isBroken)
        {
            EndLine();
        }

        Text(new string(' ', ContinuationStep));
        return 0;
    }

    /// <summary>A brace, a node a line, and the closing brace.</summary>
    public SyntaxWriter Block<T>(BlockSyntax<T> block)
        where T : SyntaxNode
    {
        Text("{");
        EndLine();
        _indent += IndentStep;
        Lines(block.Items, block.Span.Start + 1, block.Span.End - 1);
        _indent -= IndentStep;
        return Text("}");
    }

    /// <summary>A node a line, and between them the comments and blank lines of the source.</summary>
    public void Lines<T>(SyntaxList<T> items, int start, int end)
        where T : SyntaxNode
    {
        int behind = start;
        bool isFirst = true;
        foreach (T item in items)
        {
            WriteGap(behind, item.Span.Start, isFirst, isLast: false);
            Node(item);
            EndLine();
            behind = item.Span.End;
            isFirst = false;
        }

        WriteGap(behind, end, isFirst, isLast: true);
    }

    public override string ToString()
    {
        if (_line.Length > 0)
        {
            EndLine();
        }

        return source is null
            ? string.Join("\n", _lines.Select(line => line.Text))
            : CommentAligner.Join(_lines);
    }

    private void EndLine() => EndLine(isIndented: !_continuesVerbatim, isTrimmed: !_continuesVerbatim);

    private void EndLine(bool isIndented, bool isTrimmed)
    {
        string text = _line.ToString();
        _lines.Add(new(new string(' ', isIndented ? _indent : 0) + (isTrimmed ? text.TrimEnd() : text), ""));
        _line.Clear();
        _continuesVerbatim = false;
    }

    /// <summary>Comments between two items of a list: the first stays on its line, the others get their own.</summary>
    private bool WriteInnerComments(int start, int end)
    {
        bool any = false;
        foreach (SourceGap.Line line in SourceGap.Read(source!, start, end))
        {
            if (line.Comment.Length == 0)
            {
                continue;
            }

            if (!any)
            {
                EndLine();
            }

            if (line.IsTrailing)
            {
                _lines[_lines.Count - 1] = _lines[_lines.Count - 1] with { Comment = line.Comment };
            }
            else
            {
                Text(new string(' ', ContinuationStep) + line.Comment);
                EndLine();
            }

            any = true;
        }

        return any;
    }

    private void WriteGap(int start, int end, bool isFirst, bool isLast)
    {
        if (source is null)
        {
            return;
        }

        bool blankDue = false;
        bool anything = !isFirst;
        foreach (SourceGap.Line line in SourceGap.Read(source, start, end))
        {
            if (line.IsTrailing)
            {
                if (line.Comment.Length > 0 && _lines.Count > 0)
                {
                    _lines[_lines.Count - 1] = _lines[_lines.Count - 1] with { Comment = line.Comment };
                }
            }
            else if (line.Comment.Length > 0)
            {
                WriteBlank(blankDue && anything);
                Text(line.Comment);
                EndLine();
                (blankDue, anything) = (false, true);
            }
            else
            {
                blankDue = true;
            }
        }

        WriteBlank(blankDue && anything && !isLast);
    }

    private void WriteBlank(bool due)
    {
        if (due)
        {
            _lines.Add(new("", ""));
        }
    }

    /// <summary>A line of output.</summary>
    /// <param name="Text">With its indentation.</param>
    /// <param name="Comment">The comment behind it, or empty.</param>
    internal sealed record WrittenLine(string Text, string Comment);
}
