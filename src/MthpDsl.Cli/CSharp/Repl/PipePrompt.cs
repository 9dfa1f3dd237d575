using MthpDsl.Scripting.Repl;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Inputs from a file or a pipe: lines, joined where one is not complete.</summary>
/// <param name="lines">Where from.</param>
internal sealed class PipePrompt(TextReader lines) : IPrompt
{
    /// <inheritdoc/>
    public string? Read()
    {
        string? input = lines.ReadLine();
        while (input is not null && !ReplSession.IsComplete(input) && lines.ReadLine() is { } more)
        {
            input += "\n" + more;
        }

        return input;
    }

    /// <inheritdoc/>
    public CancellationToken BeginRun() => CancellationToken.None;

    /// <inheritdoc/>
    public void EndRun()
    {
    }
}
