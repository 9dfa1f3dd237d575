using System.Text;
using MthpDsl.Cli.Hosting;
using MthpDsl.Scenarios;

namespace MthpDsl.Cli.Files;

/// <summary>A scenario that the command line names, or holds.</summary>
/// <param name="Name">What results call it: the file, <c>-</c> for standard input, <c>-e</c> for the command line.</param>
/// <param name="Text">What is in it; null where that is still to be read.</param>
internal sealed record ScenarioInput(string Name, ScenarioText? Text = null)
{
    /// <summary>The name of what the command line holds.</summary>
    public const string CommandLine = "-e";

    /// <summary>A scenario of these lines.</summary>
    public static ScenarioInput OfLines(IEnumerable<string> lines) => new(
        CommandLine, ScenarioFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")), CommandLine));

    /// <summary>The text, read if it was not.</summary>
    public ScenarioText Read(ToolHost host) => Text ?? ScenarioReader.Read(Name, host);
}
