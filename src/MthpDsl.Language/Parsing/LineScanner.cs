namespace MthpDsl.Language;

/// <summary>Where lines and words end.</summary>
internal static class LineScanner
{
    public static bool IsLineEnd(string text, int position) =>
        position >= text.Length || text[position] is '\n' or '\r' or '#';

    public static bool IsNameStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsNamePart(char c) => IsNameStart(c) || IsDigit(c) || c == '-';

    /// <summary>Whether a word or sign stands at a place.</summary>
    public static bool StandsAt(string text, int position, string word)
    {
        if (word.Length > text.Length - position)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (text[position + i] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Skips blanks and tabs.</summary>
    public static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    /// <summary>Skips blanks, comments and line ends.</summary>
    public static int SkipBlankLines(string text, int position)
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (c == '#')
            {
                position = SkipToLineEnd(text, position);
            }
            else if (c is ' ' or '\t' or '\n' or '\r')
            {
                position++;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    /// <summary>The offset of the line's end character, or of the text's end.</summary>
    public static int SkipToLineEnd(string text, int position)
    {
        while (position < text.Length && text[position] is not ('\n' or '\r'))
        {
            position++;
        }

        return position;
    }

    /// <summary>Offset behind the last character that is no blank, looking back from a place.</summary>
    public static int TrimBack(string text, int position, int start)
    {
        while (position > start && text[position - 1] is ' ' or '\t' or '\n' or '\r')
        {
            position--;
        }

        return position;
    }

    /// <summary>
    /// Skips what is left of a statement: its line, and the lines after it where a line ends with a comma. Says what the last
    /// character was that is neither blank nor comment.
    /// </summary>
    public static int SkipStatement(string text, int position, out char last)
    {
        while (true)
        {
            last = '\0';
            bool inString = false;
            while (position < text.Length && text[position] is not ('\n' or '\r'))
            {
                char c = text[position];
                if (c == '#' && !inString)
                {
                    position = SkipToLineEnd(text, position);
                    break;
                }

                inString ^= c == '"';
                last = c is ' ' or '\t' ? last : c;
                position++;
            }

            if (last != ',' || position >= text.Length)
            {
                return position;
            }

            position = SkipBlankLines(text, position);
        }
    }

    /// <summary>The word, number or single character at a place; empty at the end of a line.</summary>
    public static TextSpan WordAt(string text, int position)
    {
        if (IsLineEnd(text, position))
        {
            return new(position, 0);
        }

        int end = position;
        while (end < text.Length && (IsNamePart(text[end]) || text[end] is '.' or '_') && end - position < SyntaxLimits.NameLengthMax)
        {
            end++;
        }

        bool pair = end == position && char.IsHighSurrogate(text[end]) && end + 1 < text.Length && char.IsLowSurrogate(text[end + 1]);
        return TextSpan.FromBounds(position, end > position ? end : position + (pair ? 2 : 1));
    }

    /// <summary>What to call the place where a line has nothing more.</summary>
    public static string NameOfEnd(string text, int position) =>
        position >= text.Length ? "the end of the file" : "the end of the line";
}
