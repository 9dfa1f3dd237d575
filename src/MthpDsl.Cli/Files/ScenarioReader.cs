using MthpDsl.Cli.Hosting;
using MthpDsl.Scenarios;

namespace MthpDsl.Cli.Files;

/// <summary>Reads what the command line names: files, and standard input once.</summary>
internal static class ScenarioReader
{
    /// <summary>The text of a file, or of standard input.</summary>
    public static ScenarioText Read(string file, ToolHost host) =>
        file == ScenarioFiles.StandardInput ? ScenarioFile.Read(host.Input, file) : ScenarioFile.Read(file);
}
