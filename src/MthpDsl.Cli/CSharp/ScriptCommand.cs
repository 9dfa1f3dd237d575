using System.CommandLine;
using MthpDsl.Cli.Hosting;
using MthpDsl.Scenarios;
using MthpDsl.Scripting.Scripts;

namespace MthpDsl.Cli.CSharp;

/// <summary><c>mthp script FILE.csx [ARGUMENT …]</c></summary>
internal static class ScriptCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> file = new("FILE") { Description = "A C# script." };
        Argument<string[]> arguments = new("ARGUMENT") { Arity = ArgumentArity.ZeroOrMore, Description = "What the script finds in 'args'." };
        Command command = new("script", "Runs a C# script over the simulator. Only one you trust.") { file, arguments };
        command.SetAction(parsed => (int)Run(parsed.GetValue(file)!, parsed.GetValue(arguments) ?? [], host));
        return command;
    }

    private static ExitCode Run(string file, string[] arguments, ToolHost host)
    {
        string text;
        try
        {
            text = ReadableFile.Text(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            host.Error.WriteLine($"{Tool.Name}: '{file}' cannot be read.");
            return ExitCode.Error;
        }

        using StreamWriter output = host.OpenOutputText();
        Console.SetOut(output);
        ScriptEnd end = CSharpScriptFile.Run(text, Path.GetFullPath(file), arguments);
        output.Flush();
        foreach (string message in end.Messages)
        {
            host.Error.WriteLine(message);
        }

        return end.IsOk ? (ExitCode)end.ExitCode : ExitCode.Error;
    }
}
