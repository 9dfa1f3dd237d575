using MthpDsl.Cli.CSharp.Repl;
using MthpDsl.Scripting.Repl;

namespace MthpDsl.Tests.Repl;

/// <summary>Inputs from a text, written into the transcript as a person would see them. The line <c>^C</c> stops the input before it.</summary>
internal sealed class ScriptedPrompt(string inputs, TextWriter transcript) : IPrompt, IDisposable
{
    private const string Interrupt = "^C";

    private readonly StringReader _lines = new(inputs);
    private CancellationTokenSource? _run;
    private string? _next;

    public string? Read()
    {
        string? input = _next ?? _lines.ReadLine();
        _next = null;
        transcript.WriteLine(input is null ? "> " : "> " + input);
        while (input is not null && !ReplSession.IsComplete(input) && _lines.ReadLine() is { } more)
        {
            transcript.WriteLine(". " + more);
            input += "\n" + more;
        }

        return input;
    }

    public CancellationToken BeginRun()
    {
        _run = new CancellationTokenSource();
        _next = _lines.ReadLine();
        if (_next == Interrupt)
        {
            transcript.WriteLine(Interrupt);
            _next = null;
            _run.CancelAfter(TimeSpan.FromMilliseconds(100));
        }

        return _run.Token;
    }

    public void EndRun() => _run?.Dispose();

    public void Dispose()
    {
        _run?.Dispose();
        _lines.Dispose();
    }
}
