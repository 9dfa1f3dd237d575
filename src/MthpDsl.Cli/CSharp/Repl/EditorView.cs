using System.Text;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Draws the input that is being typed, over what it drew before.</summary>
internal sealed class EditorView
{
    private const string First = "> ";
    private const string Next = ". ";

    private int _caretRow;
    private int _endRow;
    private int _endColumn;

    /// <summary>The escape sequences and the text that show the input, the cursor at its caret.</summary>
    /// <param name="buffer">The input.</param>
    /// <param name="width">Columns of the terminal.</param>
    public string Draw(LineBuffer buffer, int width)
    {
        StringBuilder output = new();
        output.Append(_caretRow > 0 ? $"\e[{_caretRow}A" : "").Append("\r\e[J");
        (int row, int column, int lastRow) = Place(buffer, width);
        output.Append(First).Append(buffer.Text.Replace("\n", "\r\n" + Next, StringComparison.Ordinal));
        bool isAtEdge = EndsAtEdge(buffer.Text, width);
        output.Append(isAtEdge ? "\r\n" : "");
        int below = lastRow - row;
        output.Append(below > 0 ? $"\e[{below}A" : "").Append('\r').Append(column > 0 ? $"\e[{column}C" : "");
        (_caretRow, _endRow, _endColumn) = (row, lastRow, LastLine(buffer.Text) % width);
        return output.ToString();
    }

    /// <summary>Leaves the input as it was drawn and goes below it.</summary>
    /// <param name="mark">Written behind it.</param>
    public string Leave(string mark = "")
    {
        int below = _endRow - _caretRow;
        string end = (below > 0 ? $"\e[{below}B" : "") + (mark.Length > 0 ? "\r" + (_endColumn > 0 ? $"\e[{_endColumn}C" : "") + mark : "");
        (_caretRow, _endRow, _endColumn) = (0, 0, 0);
        return end + "\r\n";
    }

    /// <summary>The terminal wraps only with the next character.</summary>
    private static bool EndsAtEdge(string text, int width) => LastLine(text) % width == 0;

    /// <summary>The cells of the last line, the prompt's among them.</summary>
    private static int LastLine(string text) => text.Length - (text.LastIndexOf('\n') + 1) + First.Length;

    private static (int Row, int Column, int LastRow) Place(LineBuffer buffer, int width)
    {
        int row = 0;
        int caretRow = 0;
        int caretColumn = 0;
        int start = 0;
        foreach (string line in buffer.Text.Split('\n'))
        {
            if (buffer.Caret >= start && buffer.Caret <= start + line.Length)
            {
                int cells = buffer.Caret - start + First.Length;
                (caretRow, caretColumn) = (row + (cells / width), cells % width);
            }

            row += ((line.Length + First.Length) / width) + 1;
            start += line.Length + 1;
        }

        return (caretRow, caretColumn, row - 1);
    }
}
