using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp check FILE|DIR|GLOB|- …</c></summary>
internal static class CheckCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string[]> files = SharedArguments.Files();
        Option<string> kernel = SharedArguments.Kernel();
        Command command = new("check", "Reads scenarios and says all that is wrong with them, without running them.") { files, kernel };
        command.SetAction(parsed =>
        {
            RunOptions options = new() { Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)) };
            return (int)Check(SharedArguments.FilesOf(parsed, files), options, host);
        });
        return command;
    }

    private static ExitCode Check(IReadOnlyList<string> files, RunOptions options, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        DiagnosticText printer = new(host.Width, new Style(host.OutputHasColour));
        int good = 0;
        foreach (string file in files)
        {
            bool isGood = true;
            foreach (ResultDiagnostic diagnostic in ScenarioFile.Check(ScenarioReader.Read(file, host), file, options))
            {
                printer.Write(output, diagnostic, file);
                isGood &= diagnostic.Severity != ResultSeverity.Error;
            }

            good += isGood ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{good} good, {files.Count - good} with errors"));
        return good == files.Count ? ExitCode.Passed : ExitCode.Error;
    }
}
