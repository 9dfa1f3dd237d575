using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Cli.Watching;
using MthpDsl.Reporting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp run FILE|DIR|GLOB|- … [-e STATEMENT …] [--filter TEXT] [--watch]</c></summary>
internal static class RunCommand
{
    private const string Name = "run";

    /// <summary>
    /// What stands behind <c>run</c> where it is names of files only, or null: such a line needs no parser, and building one takes
    /// longer than running a small scenario.
    /// </summary>
    public static IReadOnlyList<string>? FilesAlone(IReadOnlyList<string> args)
    {
        if (args.Count < 2 || args[0] != Name)
        {
            return null;
        }

        string[] files = new string[args.Count - 1];
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = args[i + 1];
            if (files[i].Length == 0 || !MayBegin(files[i][0]))
            {
                return null;
            }
        }

        return files;
    }

    // Elsewhere a slash begins a name, on Windows perhaps an option.
    private static bool MayBegin(char first) =>
        char.IsAsciiLetterOrDigit(first) || first == '.' || (first == '/' && !OperatingSystem.IsWindows());

    /// <summary>Runs what the files hold, as where no option is given.</summary>
    /// <exception cref="FilesException">An argument names no scenario.</exception>
    public static ExitCode Run(IReadOnlyList<string> files, ToolHost host)
    {
        IReadOnlyList<string> found = ScenarioFiles.Find(files);
        ScenarioInput[] inputs = new ScenarioInput[found.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new ScenarioInput(found[i]);
        }

        return Run(inputs, new RunOptions(), SharedArguments.ResultFormatOf(null), host);
    }

    public static Command Create(ToolHost host)
    {
        ScenarioArguments scenarios = new();
        Option<string> kernel = SharedArguments.Kernel();
        Option<string> format = SharedArguments.ResultFormats();
        Option<string> filter = new("--filter") { HelpName = "TEXT", Description = "Only cases with this text in the file's name, the title or the values." };
        Option<bool> watch = new("--watch") { Description = "Run again whenever a file, or one that it includes, changes. Ctrl-C ends it." };
        Option<bool> check = new("--check") { Description = "Recount all state of the machine after every statement." };
        Option<bool> csharp = new("--allow-csharp") { Description = "Run the C# blocks of the scenarios. Only for scenarios you trust." };
        LimitArguments limits = new();
        Command command = new(Name, "Runs scenarios and prints what backs their memory.") { kernel, format, filter, watch, check, csharp };
        scenarios.AddTo(command);
        limits.AddTo(command);
        command.SetAction(parsed =>
        {
            RunOptions options = new()
            {
                Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)),
                Filter = parsed.GetValue(filter) is { } text ? new CaseFilter(text) : null,
                Check = parsed.GetValue(check),
                Limits = limits.Of(parsed),
                CSharp = CSharpSupport.HostIf(parsed.GetValue(csharp)),
            };
            ResultFormat found = SharedArguments.ResultFormatOf(parsed.GetValue(format));
            return (int)(parsed.GetValue(watch)
                ? new WatchLoop(host, () => scenarios.Of(parsed), options).Run(inputs => Run(inputs, options, found, host))
                : Run(scenarios.Of(parsed), options, found, host));
        });
        return command;
    }

    private static ExitCode Run(IReadOnlyList<ScenarioInput> inputs, RunOptions options, ResultFormat format, ToolHost host)
    {
        inputs = Chosen(inputs, options, host);
        using IResultPrinter printer = format.Create(host.Output, host.PrinterOptions with { Files = inputs.Count });
        options = options with { Observer = printer as IRunObserver };
        using ProgressLine progress = new(host, inputs.Count);
        RunSummary summary = default;
        for (int i = 0; i < inputs.Count; i++)
        {
            progress.Report(i);
            foreach (CaseResult result in ScenarioFile.Run(inputs[i].Read(host), inputs[i].Name, options))
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

    /// <summary>The scenarios of which the filter lets a case run: printers may want to know how many there will be.</summary>
    private static IReadOnlyList<ScenarioInput> Chosen(IReadOnlyList<ScenarioInput> inputs, RunOptions options, ToolHost host)
    {
        if (options.Filter is not { } filter)
        {
            return inputs;
        }

        ScenarioInput[] chosen =
        [
            .. inputs.Select(input => input with { Text = input.Read(host) })
                .Where(input => ScenarioFile.HasChosen(input.Text!, input.Name, options)),
        ];
        return chosen.Length > 0 ? chosen : throw new FilesException($"no case has '{Printable.Of(filter.Text)}' in its name.");
    }
}
