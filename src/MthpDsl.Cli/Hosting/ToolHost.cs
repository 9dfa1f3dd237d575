using System.Text;
using MthpDsl.Reporting;

namespace MthpDsl.Cli.Hosting;

/// <summary>
/// All that a command may know of the process around it, so that tests run commands without one. Results go to
/// <see cref="Output"/>, talk goes to <see cref="Error"/>.
/// </summary>
internal sealed class ToolHost : IDisposable
{
    /// <summary>Standard input; where nothing else is said the process's own, opened when it is first asked for.</summary>
    public Stream Input { get => field ??= StandardInput.Open(); init; }

    /// <summary>Standard output: results only.</summary>
    public required Stream Output { get; init; }

    /// <summary>Standard error: messages about the run.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person reads <see cref="Output"/>.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person types <see cref="Input"/>.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Error"/>.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; 80 where there is none.</summary>
    public int Width { get; init; } = 80;

    /// <summary>An environment variable, or null.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>Milliseconds of a clock that only moves forward; for progress, never for results.</summary>
    public Func<long> Milliseconds { get; init; } = () => 0;

    /// <summary>Waits so long; false where the user has asked for the end meanwhile.</summary>
    public Func<TimeSpan, bool> Pause { get; init; } = _ => false;

    /// <summary>Colour is for a terminal whose user has not said NO_COLOR.</summary>
    public bool OutputHasColour =>
        OutputIsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb";

    /// <summary>What printers may know about <see cref="Output"/>.</summary>
    public PrinterOptions PrinterOptions => new() { Width = Width, Colour = OutputHasColour };

    /// <summary>The host of the running process.</summary>
    public static ToolHost OfProcess()
    {
        bool isTerminal = !Console.IsOutputRedirected;
        return new ToolHost
        {
            Output = new ResultStream(StandardOutput.Open()),
            Error = new StreamWriter(new ResultStream(Console.OpenStandardError(), isRequired: false), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" },
            OutputIsTerminal = isTerminal,
            InputIsTerminal = !Console.IsInputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = isTerminal ? TerminalWidth() : 80,
            Environment = System.Environment.GetEnvironmentVariable,
            Milliseconds = () => System.Environment.TickCount64,
            Pause = Interrupt.Wait,
        };
    }

    /// <summary>A writer for text that is a result; the caller disposes it, which flushes and leaves the stream open.</summary>
    public StreamWriter OpenOutputText() => new(Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }

    private static int TerminalWidth() => Math.Max(40, Console.WindowWidth);
}
