using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp check FILE|DIR|GLOB|- … [-e STATEMENT …]</c></summary>
internal static class CheckCommand
{
    public static Command Create(ToolHost host)
    {
        ScenarioArguments scenarios = new();
        Option<string> kernel = SharedArguments.Kernel();
        Command command = new("check", "Reads scenarios and says all that is wrong with them, without running them.") { kernel };
        scenarios.AddTo(command);
        command.SetAction(parsed =>
        {
            RunOptions options = new() { Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)) };
            return (int)Check(scenarios.Of(parsed), options, host);
        });
        return command;
    }

    private static ExitCode Check(IReadOnlyList<ScenarioInput> inputs, RunOptions options, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        DiagnosticText printer = new(host.Width, new Style(host.OutputHasColour));
        int good = 0;
        foreach (ScenarioInput input in inputs)
        {
            bool isGood = true;
            foreach (ResultDiagnostic diagnostic in ScenarioFile.Check(input.Read(host), input.Name, options))
            {
                printer.Write(output, diagnostic, input.Name);
                isGood &= diagnostic.Severity != ResultSeverity.Error;
            }

            good += isGood ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{good} good, {inputs.Count - good} with errors"));
        return good == inputs.Count ? ExitCode.Passed : ExitCode.Error;
    }
}
