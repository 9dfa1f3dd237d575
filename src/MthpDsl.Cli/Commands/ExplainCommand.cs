using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Explain;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp explain FILE [RANGE] [--all]</c>, <c>mthp explain -e STATEMENT … [RANGE]</c></summary>
internal static class ExplainCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string?> file = new("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne, Description = "A scenario, or - for standard input; none with -e.",
        };
        Argument<string?> range = new("RANGE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Only what touches this range, such as heap[64K..128K].",
        };
        Option<string[]> lines = SharedArguments.Lines();
        Option<string> kernel = SharedArguments.Kernel();
        Option<bool> all = new("--all") { Description = "Every window, also where neighbours ended alike." };
        Option<string> format = SharedArguments.TextOrJson();
        Command command = new("explain", "Tells why each window was collapsed or not, and which knob would have changed it.")
        {
            file, range, lines, kernel, all, format,
        };
        LimitArguments limits = new();
        limits.AddTo(command);
        command.SetAction(parsed =>
        {
            RunOptions options = new() { Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)), KeepCollapses = true, Limits = limits.Of(parsed) };
            (ScenarioInput input, string? part) = Of(parsed.GetValue(lines) ?? [], parsed.GetValue(file), parsed.GetValue(range));
            bool json = SharedArguments.IsJson(parsed.GetValue(format));
            return (int)Run(input, part, options, parsed.GetValue(all), json, host);
        });
        return command;
    }

    /// <summary>With a scenario on the command line the first argument is the range.</summary>
    private static (ScenarioInput Input, string? Range) Of(string[] lines, string? first, string? second) => (lines.Length, first, second) switch
    {
        (0, null, _) => throw SharedArguments.NoScenario(),
        (0, _, _) => (new ScenarioInput(ScenarioFiles.Find([first])[0]), second),
        (_, _, null) => (ScenarioInput.OfLines(lines), first),
        _ => throw new CommandLineException("explain is of one scenario: a file or -e, not both."),
    };

    private static ExitCode Run(ScenarioInput input, string? range, RunOptions options, bool all, bool json, ToolHost host)
    {
        using StreamWriter writer = host.OpenOutputText();
        using ExplainJson? document = json ? new ExplainJson(host.Output) : null;
        ExplainText text = new(writer, all);
        DiagnosticText problems = new(host.Width, new Style(false));
        bool stopped = false;
        foreach (CaseResult result in ScenarioFile.Run(input.Read(host), input.Name, options))
        {
            MappingPart? part = range is null ? null : RangeArgument.Parse(range, result);
            stopped |= result.Status == ResultStatus.Error;
            foreach (ResultDiagnostic diagnostic in result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error))
            {
                problems.Write(host.Error, diagnostic, input.Name);
            }

            document?.Write(result, part);
            if (document is null)
            {
                text.Write(result, part);
            }
        }

        document?.Complete();
        return stopped ? ExitCode.Error : ExitCode.Passed;
    }
}
