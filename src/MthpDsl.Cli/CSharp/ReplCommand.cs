using System.CommandLine;
using System.Text;
using MthpDsl.Cli.Commands;
using MthpDsl.Cli.CSharp.Repl;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting;
using MthpDsl.Scripting.Repl;

namespace MthpDsl.Cli.CSharp;

/// <summary><c>mthp repl [FILE]</c></summary>
internal static class ReplCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string?> file = new("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A scenario to begin with." };
        Option<string> kernel = SharedArguments.Kernel();
        Command command = new("repl", "A prompt for statements of the language and C#, over one machine.") { file, kernel };
        command.SetAction(parsed => (int)Run(parsed.GetValue(file), SharedArguments.KernelOf(parsed.GetValue(kernel)), host));
        return command;
    }

    private static ExitCode Run(string? file, string? kernel, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        using ReplSession session = new(kernel);
        Console.SetOut(output);
        if (file is not null)
        {
            ReplAnswer loaded = session.Submit("#load " + file);
            new ReplPrinter(output, host.PrinterOptions).Print(loaded, isOneLine: false);
            if (!loaded.IsOk)
            {
                return ExitCode.Error;
            }
        }

        return host is { InputIsTerminal: true, OutputIsTerminal: true }
            ? Talk(session, output, host.PrinterOptions)
            : ReplLoop.Run(session, new PipePrompt(new StreamReader(host.Input, Encoding.UTF8)), output, host.PrinterOptions);
    }

    private static ExitCode Talk(ReplSession session, StreamWriter output, PrinterOptions options)
    {
        output.WriteLine($"mthp, kernel {session.Machine.Kernel.Name}. #help says what there is, #quit ends.");
        output.Flush();

        // The first input is mostly a statement; the compiler loads while it is typed.
        new Thread(ReplSession.WarmUp) { IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
        using TerminalPrompt prompt = new(output, session.Complete);
        _ = ReplLoop.Run(session, prompt, output, options);
        return ExitCode.Passed;
    }
}
