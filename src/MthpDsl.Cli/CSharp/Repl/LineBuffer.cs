namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>The input that is being typed, of one line or several, and the place in it.</summary>
internal sealed class LineBuffer
{
    /// <summary>The characters; lines end with LF.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The place, from 0 to the text's length.</summary>
    public int Caret { get; private set; }

    /// <summary>Whether the caret is behind everything.</summary>
    public bool IsAtEnd => Caret == Text.Length;

    private int LineStart => Text.LastIndexOf('\n', Math.Max(0, Caret - 1), Caret) + 1;

    private int LineEnd => Text.IndexOf('\n', Caret) is var end && end < 0 ? Text.Length : end;

    /// <summary>Puts another text in place of all, the caret behind it.</summary>
    public void Set(string text)
    {
        Text = text;
        Caret = text.Length;
    }

    /// <summary>Writes at the caret.</summary>
    public void Insert(string text)
    {
        Text = Text.Insert(Caret, text);
        Caret += text.Length;
    }

    /// <summary>Puts a word in place of what stands between a place and the caret.</summary>
    public void Replace(int start, string word)
    {
        Text = Text[..start] + word + Text[Caret..];
        Caret = start + word.Length;
    }

    /// <summary>Moves by characters, over line ends too.</summary>
    public void Move(int by) => Caret = Math.Clamp(Caret + by, 0, Text.Length);

    /// <summary>To the beginning of the line.</summary>
    public void Home() => Caret = LineStart;

    /// <summary>To the end of the line.</summary>
    public void End() => Caret = LineEnd;

    /// <summary>Before the word on the left.</summary>
    public void WordLeft() => Caret = PreviousWord();

    /// <summary>Behind the word on the right.</summary>
    public void WordRight()
    {
        while (Caret < Text.Length && !char.IsLetterOrDigit(Text[Caret]))
        {
            Caret++;
        }

        while (Caret < Text.Length && char.IsLetterOrDigit(Text[Caret]))
        {
            Caret++;
        }
    }

    /// <summary>Moves a line up or down, in the same column where there is one; false at the first and the last.</summary>
    public bool TryMoveLine(int by)
    {
        int column = Caret - LineStart;
        int start = by < 0 ? Text.LastIndexOf('\n', Math.Max(0, LineStart - 2), Math.Max(0, LineStart - 1)) + 1 : LineEnd + 1;
        if (by < 0 ? LineStart == 0 : LineEnd == Text.Length)
        {
            return false;
        }

        int end = Text.IndexOf('\n', start) is var found && found < 0 ? Text.Length : found;
        Caret = Math.Min(start + column, end);
        return true;
    }

    /// <summary>Deletes the character on the left.</summary>
    public void Backspace() => DeleteTo(Math.Max(0, Caret - 1));

    /// <summary>Deletes the character on the right.</summary>
    public void Delete() => DeleteTo(Math.Min(Text.Length, Caret + 1));

    /// <summary>Deletes the word on the left.</summary>
    public void DeleteWord() => DeleteTo(PreviousWord());

    /// <summary>Deletes to the end of the line.</summary>
    public void DeleteToEnd() => DeleteTo(LineEnd);

    /// <summary>Deletes to the beginning of the line.</summary>
    public void DeleteToStart() => DeleteTo(LineStart);

    private void DeleteTo(int place)
    {
        int start = Math.Min(place, Caret);
        Text = Text.Remove(start, Math.Abs(place - Caret));
        Caret = start;
    }

    private int PreviousWord()
    {
        int at = Caret;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        return at;
    }
}
