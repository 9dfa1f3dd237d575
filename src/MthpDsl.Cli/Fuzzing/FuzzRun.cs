using System.Globalization;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Running;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>Tries scenarios one after the other, and writes those that fail.</summary>
/// <param name="plan">Which.</param>
/// <param name="folder">Where those that fail are written.</param>
/// <param name="host">The process.</param>
internal sealed class FuzzRun(FuzzPlan plan, string folder, ToolHost host)
{
    /// <summary>What must hold of every scenario.</summary>
    /// <param name="compile">That its C compiles, too.</param>
    /// <exception cref="KernelException">There is no compiler.</exception>
    public ExitCode Properties(bool compile)
    {
        Fuzzer fuzzer = plan.Fuzzer([.. FuzzProperties.All, ReportProperty.Reports, .. compile ? [ExportProperty.Compiles] : Array.Empty<FuzzProperty>()]);
        using StreamWriter output = host.OpenOutputText();
        (long tried, long failed) = Run(seed => fuzzer.Try(seed, found => Say(output, found)), output, compile ? " --compile" : "", "mthp run --check");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tried} scenarios from seed {plan.Seed}, {failed} failed"));
        return failed == 0 ? ExitCode.Passed : ExitCode.Failed;
    }

    /// <summary>That this machine's kernel does what its model says.</summary>
    public ExitCode AgainstKernel(KernelModel model)
    {
        using StreamWriter output = host.OpenOutputText();
        KernelFuzz fuzz = new(model, output);
        Run(fuzz.Try, output, " --against-kernel", "mthp verify --kernel " + model.Name);
        return fuzz.Complete(plan.Seed);
    }

    private (long Tried, long Failed) Run(Func<ulong, FuzzFailure?> attempt, StreamWriter output, string option, string shows)
    {
        long tried = 0;
        long failed = 0;
        for (; plan.HasMore(tried, host); tried++)
        {
            if (attempt(plan.SeedOf(tried)) is { } failure)
            {
                failed++;
                output.WriteLine("  written to " + Printable.Of(FuzzFile.Write(failure, folder, option, shows)));
                output.Flush();
            }
        }

        return (tried, failed);
    }

    // Before a smaller scenario is looked for, which takes longer than all that came before it.
    private static void Say(StreamWriter output, FuzzFailure found)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {found.Seed}: {found.Property}: {Printable.Of(found.Message)}"));
        output.Flush();
    }
}
