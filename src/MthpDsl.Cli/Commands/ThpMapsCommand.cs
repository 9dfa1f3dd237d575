using System.CommandLine;
using System.Globalization;
using System.Numerics;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;
using MthpDsl.Reporting.Text;
using MthpDsl.Reporting.ThpMaps;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp thpmaps FILE</c>: what the kernel's tools/mm/thpmaps would print at the end of a scenario (spec MM 9.4).</summary>
internal static class ThpMapsCommand
{
    public static Command Create(ToolHost host)
    {
        ScenarioArguments scenarios = new();
        Option<string> kernel = SharedArguments.Kernel();
        Option<bool> rollup = new("--rollup") { Description = "Sums of each process instead of its VMAs." };
        Option<bool> smaps = new("--inc-smaps") { Description = "The lines of smaps come first." };
        Option<bool> empty = new("--inc-empty") { Description = "Lines of zero are shown too." };
        Option<string[]> cont = new("--cont")
        {
            HelpName = "SIZE",
            Description = "Also what lies in contiguous, aligned blocks of this size, such as 64K; may be repeated.",
        };
        Command command = new("thpmaps", "Prints the memory of a scenario's processes at its end as the kernel's thpmaps does.")
        {
            kernel, rollup, smaps, empty, cont,
        };
        scenarios.AddTo(command);
        LimitArguments limits = new();
        limits.AddTo(command);
        command.SetAction(parsed =>
        {
            ThpMapsOptions options = new()
            {
                Rollup = parsed.GetValue(rollup), IncludeSmaps = parsed.GetValue(smaps), IncludeEmpty = parsed.GetValue(empty),
            };
            long[] sizes = [.. (parsed.GetValue(cont) ?? []).Select(SizeOf)];
            RunOptions run = new() { Kernel = SharedArguments.KernelOf(parsed.GetValue(kernel)), Limits = limits.Of(parsed) };
            return (int)Run(scenarios.Of(parsed), run, sizes, options, host);
        });
        return command;
    }

    private static ExitCode Run(
        IReadOnlyList<ScenarioInput> inputs, RunOptions run, long[] contSizes, ThpMapsOptions options, ToolHost host)
    {
        using StreamWriter writer = host.OpenOutputText();
        bool stopped = false;
        foreach (ScenarioInput input in inputs)
        {
            Machine? machine = null;
            RunOptions inspected = run with { Inspect = ended => machine = ended };
            foreach (CaseResult result in ScenarioFile.Run(input.Read(host), input.Name, inspected))
            {
                stopped |= result.Status == ResultStatus.Error;
                Report(result, host);
                writer.WriteLine("# " + Printable.Of(result.File) + ": " + Printable.Of(result.DisplayName) + " (" + result.Kernel + ")");
                if (machine is not null)
                {
                    Write(writer, machine, contSizes, options);
                }

                machine = null;
            }
        }

        return stopped ? ExitCode.Error : ExitCode.Passed;
    }

    // Expectations are not what is asked for here; only what kept a scenario from its end is told.
    private static void Report(CaseResult result, ToolHost host)
    {
        DiagnosticText text = new(host.Width, new Style(false));
        foreach (ResultDiagnostic diagnostic in result.Diagnostics.Where(_ => result.Status == ResultStatus.Error))
        {
            text.Write(host.Error, diagnostic, result.File);
        }
    }

    private static void Write(TextWriter writer, Machine machine, long[] contSizes, ThpMapsOptions options)
    {
        int[] orders = [.. contSizes.Select(size => OrderOf(size, machine.Geometry))];
        if (!options.Rollup)
        {
            writer.WriteLine(ThpMapsText.Header);
        }

        for (int pid = 0; pid < machine.Processes.Count; pid++)
        {
            Process process = machine.Processes[pid];
            if (process.IsAlive)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {pid + 1:d10}: {Printable.Of(process.Name)}"));
                ThpMapsText.Write(writer, pid + 1, process.ThpMaps(orders), options);
            }
        }
    }

    private static long SizeOf(string text)
    {
        ParsedScenario parsed = ScenarioParser.Parse(SourceText.From("reclaim " + text, "--cont"));
        if (!parsed.HasErrors && parsed.Statements is [ReclaimStatement statement]
            && ExpressionEvaluator.EvaluateSize(statement.Size, EvaluationContext.Default) is { Error: null } size
            && BitOperations.IsPow2(size.Value))
        {
            return size.Value;
        }

        throw new CommandLineException($"--cont {Printable.Of(text)}: write a size that is a power of two, such as 64K.");
    }

    private static int OrderOf(long size, PageGeometry geometry) => size > geometry.PageSize && size <= geometry.PmdSize
        ? BitOperations.Log2((ulong)size) - geometry.PageShift
        : throw new CommandLineException(
            $"--cont {new ByteSize(size)}: write a size above {new ByteSize(geometry.PageSize)} and up to {new ByteSize(geometry.PmdSize)}.");
}
