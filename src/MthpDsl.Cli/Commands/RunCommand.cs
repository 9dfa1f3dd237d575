using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp run FILE|DIR|GLOB|- …</c></summary>
internal static class RunCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string[]> files = SharedArguments.Files();
        Option<string> kernel = SharedArguments.Kernel();
        Option<string> format = new("--format") { Description = Formats(), HelpName = "NAME", DefaultValueFactory = _ => "text" };
        Option<bool> check = new("--check") { Description = "Recount all state of the machine after every statement." };
        Option<bool> csharp = new("--allow-csharp") { Description = "Run the C# blocks of the scenarios. Only for scenarios you trust." };
        LimitArguments limits = new();
        Command command = new("run", "Runs scenarios and prints what backs their memory.") { files, kernel, format, check, csharp };
        limits.AddTo(command);
        command.SetAction(parsed =>
        {
            RunOptions options = new()
            {
                Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)),
                Check = parsed.GetValue(check),
                Limits = limits.Of(parsed),
                CSharp = CSharpSupport.HostIf(parsed.GetValue(csharp)),
            };
            string name = parsed.GetValue(format) ?? "text";
            ResultFormat found = ResultFormat.Find(name) ?? throw CommandLineException.Unknown(
                "format", name, ResultFormat.All.Select(row => row.Name));
            return (int)Run(SharedArguments.FilesOf(parsed, files), options, found, host);
        });
        return command;
    }

    private static string Formats() =>
        "How results are printed: " + string.Join(", ", ResultFormat.All.Select(format => format.Name)) + ".";

    private static ExitCode Run(IReadOnlyList<string> files, RunOptions options, ResultFormat format, ToolHost host)
    {
        using IResultPrinter printer = format.Create(host.Output, host.PrinterOptions);
        using ProgressLine progress = new(host, files.Count);
        RunSummary summary = default;
        for (int i = 0; i < files.Count; i++)
        {
            progress.Report(i);
            foreach (CaseResult result in ScenarioFile.Run(ScenarioReader.Read(files[i], host), files[i], options))
            {
                progress.Clear();
                printer.Write(result);
                summary = summary.With(result.Status);
            }
        }

        progress.Clear();
        printer.Complete(summary);
        return summary.Errors > 0 ? ExitCode.Error : summary.Failed > 0 ? ExitCode.Failed : ExitCode.Passed;
    }
}
