using MthpDsl.Scripting.Repl;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>What a key did.</summary>
internal enum KeyEffect
{
    /// <summary>The input changed, or the caret moved.</summary>
    Edited,

    /// <summary>The input is complete.</summary>
    Submitted,

    /// <summary>The input was given up.</summary>
    Cancelled,

    /// <summary>There will be no more inputs.</summary>
    Ended,

    /// <summary>The screen is to be wiped.</summary>
    Wiped,

    /// <summary>There are several words that fit: <see cref="LineEditor.Choices"/>.</summary>
    Asked,
}

/// <summary>Keys to edits. Knows no console.</summary>
/// <param name="complete">What can stand at a place of an input.</param>
internal sealed class LineEditor(Func<string, int, ReplCompletion> complete)
{
    /// <summary>What is being typed.</summary>
    public LineBuffer Buffer { get; } = new();

    /// <summary>What was typed before.</summary>
    public InputHistory History { get; } = new();

    /// <summary>The words that fit, after Tab.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>Takes a key.</summary>
    public KeyEffect Press(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        bool alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        return control && Control(key.Key) is { } effect ? effect
            : key.Key switch
            {
                ConsoleKey.Enter => Enter(alt),
                ConsoleKey.Tab => Complete(),
                ConsoleKey.UpArrow => Up(),
                ConsoleKey.DownArrow => Down(),
                _ when Edit(key.Key, control || alt) => KeyEffect.Edited,
                _ => Type(key),
            };
    }

    private KeyEffect? Control(ConsoleKey key) => key switch
    {
        ConsoleKey.C => Cancel(),
        ConsoleKey.D when Buffer.Text.Length == 0 => KeyEffect.Ended,
        ConsoleKey.D => Edited(Buffer.Delete),
        ConsoleKey.L => KeyEffect.Wiped,
        ConsoleKey.A => Edited(Buffer.Home),
        ConsoleKey.E => Edited(Buffer.End),
        ConsoleKey.B => Edited(() => Buffer.Move(-1)),
        ConsoleKey.F => Edited(() => Buffer.Move(1)),
        ConsoleKey.K => Edited(Buffer.DeleteToEnd),
        ConsoleKey.U => Edited(Buffer.DeleteToStart),
        ConsoleKey.W => Edited(Buffer.DeleteWord),
        ConsoleKey.P => Up(),
        ConsoleKey.N => Down(),
        _ => null,
    };

    private bool Edit(ConsoleKey key, bool byWord)
    {
        Action? edit = key switch
        {
            ConsoleKey.LeftArrow => byWord ? Buffer.WordLeft : () => Buffer.Move(-1),
            ConsoleKey.RightArrow => byWord ? Buffer.WordRight : () => Buffer.Move(1),
            ConsoleKey.Home => Buffer.Home,
            ConsoleKey.End => Buffer.End,
            ConsoleKey.Backspace => byWord ? Buffer.DeleteWord : Buffer.Backspace,
            ConsoleKey.Delete => Buffer.Delete,
            _ => null,
        };
        edit?.Invoke();
        return edit is not null;
    }

    private KeyEffect Type(ConsoleKeyInfo key) => key.KeyChar >= ' ' && key.KeyChar != '\x7f'
        ? Edited(() => Buffer.Insert(key.KeyChar.ToString()))
        : KeyEffect.Edited;

    /// <summary>Goes on in a new line where something is missing, or with Alt.</summary>
    private KeyEffect Enter(bool another)
    {
        if (another || (Buffer.IsAtEnd && !ReplSession.IsComplete(Buffer.Text)))
        {
            return Edited(() => Buffer.Insert("\n"));
        }

        History.Add(Buffer.Text);
        return KeyEffect.Submitted;
    }

    private KeyEffect Cancel()
    {
        Buffer.Set("");
        return KeyEffect.Cancelled;
    }

    private KeyEffect Up()
    {
        if (!Buffer.TryMoveLine(-1) && History.Older(Buffer.Text) is { } older)
        {
            Buffer.Set(older);
        }

        return KeyEffect.Edited;
    }

    private KeyEffect Down()
    {
        if (!Buffer.TryMoveLine(1) && History.Newer() is { } newer)
        {
            Buffer.Set(newer);
        }

        return KeyEffect.Edited;
    }

    /// <summary>Writes as much as all fitting words have in common; asks where that is no more than there is.</summary>
    private KeyEffect Complete()
    {
        ReplCompletion found = complete(Buffer.Text, Buffer.Caret);
        if (found.Items.Length == 0)
        {
            return KeyEffect.Edited;
        }

        string common = found.Items.AsEnumerable().Aggregate(Common);
        bool isLonger = common.Length > Buffer.Caret - found.Start;
        if (isLonger || found.Items.Length == 1)
        {
            bool isDone = found is { Items.Length: 1, EndsWithBlank: true } && Buffer.IsAtEnd;
            Buffer.Replace(found.Start, isDone ? common + " " : common);
            return KeyEffect.Edited;
        }

        Choices = found.Items;
        return KeyEffect.Asked;
    }

    private static string Common(string left, string right)
    {
        int length = 0;
        while (length < Math.Min(left.Length, right.Length) && left[length] == right[length])
        {
            length++;
        }

        return left[..length];
    }

    private static KeyEffect Edited(Action edit)
    {
        edit();
        return KeyEffect.Edited;
    }
}
