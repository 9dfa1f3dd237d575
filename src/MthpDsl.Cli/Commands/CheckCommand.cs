using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting;
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
        Option<string> format = SharedArguments.ResultFormats();
        Command command = new("check", "Reads scenarios and says all that is wrong with them, without running them.") { kernel, format };
        scenarios.AddTo(command);
        command.SetAction(parsed =>
        {
            RunOptions options = new() { Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)) };
            ResultFormat found = SharedArguments.ResultFormatOf(parsed.GetValue(format));
            IReadOnlyList<ScenarioInput> inputs = scenarios.Of(parsed);
            IEnumerable<CaseResult> results = inputs.Select(input => ScenarioFile.CheckCase(input.Read(host), input.Name, options));
            return (int)(found.Name == "text" ? Write(results, host) : Print(results, found, inputs.Count, host));
        });
        return command;
    }

    /// <summary>For people: messages alone, since nothing ran that could be drawn.</summary>
    private static ExitCode Write(IEnumerable<CaseResult> results, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        DiagnosticText printer = new(host.Width, new Style(host.OutputHasColour));
        int good = 0;
        int bad = 0;
        foreach (CaseResult result in results)
        {
            foreach (ResultDiagnostic diagnostic in result.Diagnostics)
            {
                printer.Write(output, diagnostic, result.File);
            }

            _ = result.Status == ResultStatus.Passed ? good++ : bad++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{good} good, {bad} with errors"));
        return bad == 0 ? ExitCode.Passed : ExitCode.Error;
    }

    private static ExitCode Print(IEnumerable<CaseResult> results, ResultFormat format, int files, ToolHost host)
    {
        using IResultPrinter printer = format.Create(host.Output, host.PrinterOptions with { Files = files });
        RunSummary summary = default;
        foreach (CaseResult result in results)
        {
            printer.Write(result);
            summary = summary.With(result.Status);
        }

        printer.Complete(summary);
        return summary.Errors == 0 ? ExitCode.Passed : ExitCode.Error;
    }
}
