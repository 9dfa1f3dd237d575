using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Fuzzing;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary>
/// <c>mthp fuzz [--seed S] [--count N] [--minutes M] [--kernel NAME] [--out DIR] [--compile] [--fresh | --against-kernel | --show | --digests]</c>
/// </summary>
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
        Option<bool> compile = new("--compile") { Description = "Also compiles what can be exported; needs cc." };
        Option<bool> odd = new("--odd-culture") { Description = "Writes numbers, where the culture has a say, as no country does.", Hidden = true };
        Option<bool> fresh = Mode("--fresh", "Only compares what is printed here with what a new process prints, in another language, culture and time zone.");
        Option<bool> real = Mode("--against-kernel", "Only compares with this machine's kernel, as 'mthp verify' does; needs root, Linux and cc.");
        Option<bool> show = Mode("--show", "Prints the scenarios, and runs none.");
        Option<bool> digests = Mode("--digests", "Prints a hash of all that comes of each scenario, to be compared with another machine's.");
        Command command = new("fuzz", "Makes scenarios at random and tries on each what must hold of all.")
        {
            seed, count, minutes, kernel, folder, compile, fresh, real, show, digests, odd,
        };
        command.SetAction(parsed =>
        {
            Option<bool>[] modes = [.. new[] { compile, fresh, real, show, digests }.Where(parsed.GetValue)];
            if (modes.Length > 1)
            {
                throw new CommandLineException($"{modes[0].Name} and {modes[1].Name} exclude each other.");
            }

            if (parsed.GetValue(odd))
            {
                OddCulture.Install();
            }

            string? name = SharedArguments.KernelOf(parsed.GetValue(kernel));
            FuzzPlan plan = PlanOf(parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(minutes), name, host);
            string? place = parsed.GetValue(show) || parsed.GetValue(digests) ? null : parsed.GetValue(folder) ?? ".";
            return (int)KernelFiles.Guard(host, () => parsed switch
            {
                _ when parsed.GetValue(show) => FuzzPrinting.Show(plan, host),
                _ when parsed.GetValue(digests) => FuzzPrinting.Digests(plan, host),
                _ when parsed.GetValue(fresh) => new FreshRun(plan, place!, host).Run(),
                _ when parsed.GetValue(real) => AgainstKernel(plan, place!, host),
                _ => new FuzzRun(plan, place!, host).Properties(parsed.GetValue(compile)),
            });
        });
        return command;
    }

    private static Option<bool> Mode(string name, string description) => new(name) { Description = description };

    private static FuzzPlan PlanOf(ulong seed, long? count, double? minutes, string? kernel, ToolHost host)
    {
        if (count < 0 || minutes < 0)
        {
            throw new CommandLineException("--count and --minutes cannot be negative.");
        }

        long most = count ?? (minutes is null ? DefaultCount : long.MaxValue);
        long deadline = minutes is { } time ? host.Milliseconds() + (long)Math.Min(time * 60_000, int.MaxValue) : long.MaxValue;
        return new FuzzPlan(seed, most, deadline, kernel);
    }

    private static ExitCode AgainstKernel(FuzzPlan plan, string folder, ToolHost host)
    {
        if (KernelMachine.WhatIsMissing() is { } missing)
        {
            throw new KernelException(missing);
        }

        KernelModel? model = plan.Kernel is { } name ? KernelModel.Find(name) : KernelMachine.ModelOf(KernelMachine.Release);
        return new FuzzRun(plan, folder, host).AgainstKernel(
            model ?? throw new KernelException($"no model is of the version of kernel '{KernelMachine.Release}': name one with --kernel"));
    }
}
