using System.Text;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Draws the input that is being typed, over what it drew before.</summary>
internal sealed class EditorView
{
    private const string First = "> ";
    private const string Next = ". ";

    private int _caretRow;

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
        _caretRow = row;
        return output.ToString();
    }

    /// <summary>Leaves the input as it stands and goes below it.</summary>
    public string Leave(LineBuffer buffer, int width)
    {
        (int row, _, int lastRow) = Place(buffer, width);
        _caretRow = 0;
        return (lastRow > row ? $"\e[{lastRow - row}B" : "") + "\r\n";
    }

    /// <summary>The terminal wraps only with the next character.</summary>
    private static bool EndsAtEdge(string text, int width)
    {
        int last = text.Length - (text.LastIndexOf('\n') + 1) + First.Length;
        return last > 0 && last % width == 0;
    }

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
