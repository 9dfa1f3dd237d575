using System.Text;
using MthpDsl.Cli;
using MthpDsl.Cli.Hosting;

namespace MthpDsl.Tests.Cli;

/// <summary>The tool run within the test, with streams instead of a terminal.</summary>
internal sealed record ToolRun(ExitCode ExitCode, string Output, string Error)
{
    public static ToolRun Of(params string[] args) => WithInput("", args);

    public static ToolRun WithInput(string input, params string[] args) => WithInput(Encoding.UTF8.GetBytes(input), args);

    public static ToolRun WithInput(byte[] input, params string[] args)
    {
        using MemoryStream output = new();
        using StringWriter error = new() { NewLine = "\n" };
        using ToolHost host = new() { Input = new MemoryStream(input), Output = new ResultStream(output), Error = error };
        ExitCode exitCode = Tool.Run(args, host);
        return new ToolRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
