using System.Globalization;
using MthpDsl.Cli.Hosting;
using MthpDsl.Scenarios.Fuzzing;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>Prints scenarios that are made at random, or what comes of them, and judges nothing.</summary>
internal static class FuzzPrinting
{
    /// <summary>The scenarios.</summary>
    public static ExitCode Show(FuzzPlan plan, ToolHost host)
    {
        Fuzzer fuzzer = plan.Fuzzer();
        return Print(plan, host, seed => string.Create(CultureInfo.InvariantCulture, $"# mthp fuzz --seed {seed} --count 1\n{fuzzer.Scenario(seed)}"));
    }

    /// <summary>A hash of what comes of each.</summary>
    public static ExitCode Digests(FuzzPlan plan, ToolHost host) => Print(plan, host, new FuzzDigests(plan.Fuzzer()).LineOf);

    private static ExitCode Print(FuzzPlan plan, ToolHost host, Func<ulong, string> line)
    {
        using StreamWriter output = host.OpenOutputText();
        for (long i = 0; plan.HasMore(i, host); i++)
        {
            output.WriteLine(line(plan.SeedOf(i)));
        }

        return ExitCode.Passed;
    }
}
