using System.CommandLine;
using MthpDsl.Cli.Completion;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp completion SHELL</c></summary>
internal static class CompletionCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> shell = new("SHELL") { Description = "Which shell: " + string.Join(", ", ShellScript.All.Select(row => row.Shell)) + "." };
        shell.Completing(() => ShellScript.All.Select(row => new WordHelp(row.Shell, row.Installation)));
        Command command = new("completion", "Prints a script that completes mthp in a shell; how to install it stands at its top.") { shell };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(shell)!;
            ShellScript script = Array.Find(ShellScript.All, row => row.Shell == name)
                ?? throw CommandLineException.Unknown("completion for", name, ShellScript.All.Select(row => row.Shell));
            using StreamWriter output = host.OpenOutputText();
            output.Write(script.Text);
            return (int)ExitCode.Passed;
        });
        return command;
    }
}
