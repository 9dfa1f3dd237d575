using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Explain;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp explain FILE [RANGE] [--all]</c></summary>
internal static class ExplainCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> file = new("FILE") { Description = "A scenario, or - for standard input." };
        Argument<string?> range = new("RANGE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Only what touches this range, such as heap[64K..128K].",
        };
        Option<string> kernel = SharedArguments.Kernel();
        Option<bool> all = new("--all") { Description = "Every window, also where neighbours ended alike." };
        Option<string> format = new("--format") { Description = "text or json.", HelpName = "NAME", DefaultValueFactory = _ => "text" };
        Command command = new("explain", "Tells why each window was collapsed or not, and which knob would have changed it.")
        {
            file, range, kernel, all, format,
        };
        command.SetAction(parsed =>
        {
            RunOptions options = new() { Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)), KeepCollapses = true };
            string path = ScenarioFiles.Find([parsed.GetValue(file)!])[0];
            bool json = SharedArguments.IsJson(parsed.GetValue(format));
            return (int)Run(path, parsed.GetValue(range), options, parsed.GetValue(all), json, host);
        });
        return command;
    }

    private static ExitCode Run(string path, string? range, RunOptions options, bool all, bool json, ToolHost host)
    {
        using StreamWriter writer = host.OpenOutputText();
        using ExplainJson? document = json ? new ExplainJson(host.Output) : null;
        ExplainText text = new(writer, all);
        bool stopped = false;
        foreach (CaseResult result in ScenarioFile.Run(ScenarioReader.Read(path, host), path, options))
        {
            MappingPart? part = range is null ? null : RangeArgument.Parse(range, result);
            stopped |= result.Status == ResultStatus.Error;
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
