using System.CommandLine;
using MthpDsl.Cli.Hosting;
using MthpDsl.Cli.Manual;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp man</c></summary>
internal static class ManCommand
{
    public static Command Create(ToolHost host)
    {
        Command command = new("man", "Prints the manual page: mthp man | man -l -");
        command.SetAction(_ =>
        {
            using StreamWriter output = host.OpenOutputText();
            ManualPage.Write(new Roff(output), host);
            return (int)ExitCode.Passed;
        });
        return command;
    }
}
