using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Compare;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Comparing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp compare FILE … [-e STATEMENT …] [--kernels a,b,…]</c></summary>
internal static class CompareCommand
{
    public static Command Create(ToolHost host)
    {
        ScenarioArguments scenarios = new();
        Option<string> kernels = SharedArguments.KernelOption(
            "--kernels", "NAME,NAME", "Which kernels, in which order; all of them unless said: " + string.Join(", ", KernelModel.All.Select(model => model.Name)) + ".");
        Option<string> format = SharedArguments.TextOrJson();
        Command command = new("compare", "Runs scenarios under several kernels and marks what differs from the first.") { kernels, format };
        scenarios.AddTo(command);
        LimitArguments limits = new();
        limits.AddTo(command);
        command.SetAction(parsed =>
        {
            IReadOnlyList<string> names = KernelsOf(parsed.GetValue(kernels));
            bool json = SharedArguments.IsJson(parsed.GetValue(format));
            return (int)Run(scenarios.Of(parsed), names, new RunOptions { Limits = limits.Of(parsed) }, json, host);
        });
        return command;
    }

    private static IReadOnlyList<string> KernelsOf(string? list)
    {
        if (list is null)
        {
            return [.. KernelModel.All.Select(model => model.Name)];
        }

        string[] names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in names)
        {
            SharedArguments.KernelOf(name);
        }

        return names.Length > 0 ? names : throw new CommandLineException("--kernels names no kernel.");
    }

    private static ExitCode Run(IReadOnlyList<ScenarioInput> inputs, IReadOnlyList<string> kernels, RunOptions options, bool json, ToolHost host)
    {
        using StreamWriter writer = host.OpenOutputText();
        using CompareJson? document = json ? new CompareJson(host.Output) : null;
        CompareText text = new(writer, host.PrinterOptions);
        bool stopped = false;
        foreach (ScenarioInput input in inputs)
        {
            foreach (Comparison comparison in Comparison.Run(input.Read(host), input.Name, kernels, options))
            {
                stopped |= comparison.Results.All(result => result.Status == ResultStatus.Error);
                document?.Write(comparison);
                if (document is null)
                {
                    text.Write(comparison);
                }
            }
        }

        document?.Complete();
        return stopped ? ExitCode.Error : ExitCode.Passed;
    }
}
