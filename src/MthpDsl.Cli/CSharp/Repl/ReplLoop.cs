using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting;
using MthpDsl.Scripting.Repl;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Reads, does, prints, until there are no more inputs.</summary>
internal static class ReplLoop
{
    /// <summary>Runs a session to its end.</summary>
    /// <param name="session">The session.</param>
    /// <param name="prompt">The inputs.</param>
    /// <param name="writer">The answers.</param>
    /// <param name="options">How they are printed.</param>
    /// <returns>Whether every input did what it says.</returns>
    public static ExitCode Run(ReplSession session, IPrompt prompt, TextWriter writer, PrinterOptions options)
    {
        ReplPrinter printer = new(writer, options);
        ExitCode exit = ExitCode.Passed;
        while (prompt.Read() is { } input)
        {
            ReplAnswer answer = session.Submit(input, prompt.BeginRun());
            prompt.EndRun();
            printer.Print(answer, isOneLine: !input.Trim().Contains('\n', StringComparison.Ordinal));
            if (answer.IsEnd)
            {
                break;
            }

            exit = answer.IsOk ? exit : ExitCode.Failed;
        }

        return exit;
    }
}
