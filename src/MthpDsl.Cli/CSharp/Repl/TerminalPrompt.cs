using MthpDsl.Scripting.Repl;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Inputs from a person at a terminal.</summary>
internal sealed class TerminalPrompt : IPrompt, IDisposable
{
    private readonly TextWriter _writer;
    private readonly LineEditor _editor;
    private readonly EditorView _view = new();
    private CancellationTokenSource? _run;

    /// <summary>Takes the keys of the console.</summary>
    public TerminalPrompt(TextWriter writer, Func<string, int, ReplCompletion> complete)
    {
        _writer = writer;
        _editor = new LineEditor(complete);
        Console.CancelKeyPress += Stop;
    }

    /// <inheritdoc/>
    public string? Read()
    {
        _editor.Buffer.Set("");
        Console.TreatControlCAsInput = true;
        try
        {
            Draw();
            while (true)
            {
                KeyEffect effect = _editor.Press(Console.ReadKey(intercept: true));

                // A paste comes as many keys; drawing each would flicker.
                while (effect == KeyEffect.Edited && Console.KeyAvailable)
                {
                    effect = _editor.Press(Console.ReadKey(intercept: true));
                }

                if (Show(effect) is { } isMore)
                {
                    return isMore ? _editor.Buffer.Text : null;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    /// <inheritdoc/>
    public CancellationToken BeginRun()
    {
        _run = new CancellationTokenSource();
        return _run.Token;
    }

    /// <inheritdoc/>
    public void EndRun()
    {
        _run?.Dispose();
        _run = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        EndRun();
    }

    /// <summary>Shows what a key did, and first what came before it as fast as a paste; true where the input is complete, false where there are no more, else null.</summary>
    private bool? Show(KeyEffect effect)
    {
        switch (effect)
        {
            case KeyEffect.Submitted or KeyEffect.Ended:
                Draw();
                Write(_view.Leave());
                return effect == KeyEffect.Submitted;
            case KeyEffect.Asked:
                Draw();
                Write(_view.Leave() + Columns(_editor.Choices, Console.WindowWidth));
                break;
            case KeyEffect.Cancelled:
                Write(_view.Leave("^C"));
                break;
            case KeyEffect.Wiped:
                Write("\e[H\e[2J");
                break;
        }

        Draw();
        return null;
    }

    private static string Columns(IReadOnlyList<string> words, int width)
    {
        int cell = words.Max(word => word.Length) + 2;
        int perRow = Math.Max(1, width / cell);
        return string.Concat(words.Select((word, i) => i % perRow == perRow - 1 || i == words.Count - 1 ? word + "\r\n" : word.PadRight(cell)));
    }

    private void Draw() => Write(_view.Draw(_editor.Buffer, Console.WindowWidth));

    private void Write(string text)
    {
        _writer.Write(text);
        _writer.Flush();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        try
        {
            _run?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The input has ended by itself in this moment.
        }
    }
}
