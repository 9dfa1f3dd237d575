using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp fuzz [--seed S] [--count N] [--minutes M] [--kernel NAME] [--out DIR] [--show]</c></summary>
internal static class FuzzCommand
{
    private const int DefaultCount = 1000;

    public static Command Create(ToolHost host)
    {
        Option<ulong> seed = new("--seed") { HelpName = "S", Description = "The first seed; the same one makes the same scenarios.", DefaultValueFactory = _ => 1 };
        Option<long?> count = new("--count") { HelpName = "N", Description = "How many scenarios: 1000 unless --minutes says how long." };
        Option<double?> minutes = new("--minutes") { HelpName = "M", Description = "Ends after so many minutes." };
        Option<string> kernel = SharedArguments.Kernel();
        Option<string> folder = new("--out") { HelpName = "DIR", Description = "Where scenarios that fail are written.", DefaultValueFactory = _ => "." };
        Option<bool> show = new("--show") { Description = "Prints the scenarios, and runs none." };
        Command command = new("fuzz", "Makes scenarios at random and tries on each what must hold of all.") { seed, count, minutes, kernel, folder, show };
        command.SetAction(parsed =>
        {
            string? name = SharedArguments.KernelOf(parsed.GetValue(kernel));
            Fuzzer fuzzer = new([.. FuzzProperties.All, ReportProperty.Reports], name is null ? [.. KernelModel.All.Select(model => model.Name)] : [name]);
            FuzzPlan plan = PlanOf(parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(minutes), host);
            return (int)(parsed.GetValue(show) ? Show(fuzzer, plan, host) : Run(fuzzer, plan, parsed.GetValue(folder) ?? ".", host));
        });
        return command;
    }

    private static FuzzPlan PlanOf(ulong seed, long? count, double? minutes, ToolHost host)
    {
        if (count < 0 || minutes < 0)
        {
            throw new CommandLineException("--count and --minutes cannot be negative.");
        }

        long most = count ?? (minutes is null ? DefaultCount : long.MaxValue);
        return new FuzzPlan(seed, most, minutes is { } time ? host.Milliseconds() + (long)Math.Min(time * 60_000, int.MaxValue) : long.MaxValue);
    }

    private static ExitCode Show(Fuzzer fuzzer, FuzzPlan plan, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        for (long i = 0; i < plan.Count; i++)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# mthp fuzz --seed {plan.Seed + (ulong)i} --count 1"));
            output.WriteLine(fuzzer.Scenario(plan.Seed + (ulong)i));
        }

        return ExitCode.Passed;
    }

    private static ExitCode Run(Fuzzer fuzzer, FuzzPlan plan, string folder, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        long tried = 0;
        long failed = 0;
        for (; tried < plan.Count && host.Milliseconds() < plan.Deadline; tried++)
        {
            if (fuzzer.Try(plan.Seed + (ulong)tried, found => Say(output, found)) is { } failure)
            {
                failed++;
                output.WriteLine("  written to " + Printable.Of(Write(failure, folder)));
                output.Flush();
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tried} scenarios from seed {plan.Seed}, {failed} failed"));
        return failed == 0 ? ExitCode.Passed : ExitCode.Failed;
    }

    // Before a smaller scenario is looked for, which takes longer than all that came before it.
    private static void Say(StreamWriter output, FuzzFailure found)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {found.Seed}: {found.Property}: {Printable.Of(found.Message)}"));
        output.Flush();
    }

    private static string Write(FuzzFailure failure, string folder)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fuzz-{failure.Property}-{failure.Seed}.mthp"));
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"# {failure.Property}: {Printable.Of(failure.Message)}\n# Found by: mthp fuzz --seed {failure.Seed} --count 1\n# Shows with: mthp run --check\n");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(refused.Message, refused);
        }

        WrittenFile.Write(path, head + failure.Text);
        return path;
    }

    private sealed record FuzzPlan(ulong Seed, long Count, long Deadline);
}
