using System.Globalization;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Fuzzing;

namespace MthpDsl.Cli.Fuzzing;

/// <summary><c>mthp fuzz --fresh</c>: what a new process prints for a scenario, in other surroundings, is what this one prints.</summary>
/// <param name="plan">Which scenarios.</param>
/// <param name="folder">Where those that differ are written.</param>
/// <param name="host">The process.</param>
internal sealed class FreshRun(FuzzPlan plan, string folder, ToolHost host)
{
    private const int ScenariosEach = 500;
    private readonly FuzzDigests _here = new(plan.Fuzzer());

    /// <summary>Compares.</summary>
    /// <exception cref="OutputException">A process cannot be started, or a file not be written.</exception>
    public ExitCode Run()
    {
        using StreamWriter output = host.OpenOutputText();
        long tried = 0;
        long failed = 0;
        while (plan.HasMore(tried, host))
        {
            int count = (int)Math.Min(ScenariosEach, plan.Count - tried);
            foreach (FuzzFailure failure in Compare(plan.SeedOf(tried), count))
            {
                failed++;
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"seed {failure.Seed}: {failure.Message}\n  written to {Printable.Of(FuzzFile.Write(failure, folder, " --fresh", "mthp run, under another culture"))}"));
                output.Flush();
            }

            tried += count;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tried} scenarios from seed {plan.Seed} in fresh processes, {failed} printed otherwise"));
        return failed == 0 ? ExitCode.Passed : ExitCode.Failed;
    }

    // Both at work at the same time.
    private List<FuzzFailure> Compare(ulong first, int count)
    {
        Task<string[]> fresh = FreshProcess.Digests(first, count, plan.Kernel);
        string[] here = new string[count];
        for (int i = 0; i < count; i++)
        {
            here[i] = _here.LineOf(unchecked(first + (ulong)i));
        }

        string[] there = fresh.GetAwaiter().GetResult();
        return [.. Enumerable.Range(0, count).Where(i => i >= there.Length || here[i] != there[i]).Select(i => Failure(unchecked(first + (ulong)i)))];
    }

    // As it was made: a smaller one would take a process each time.
    private FuzzFailure Failure(ulong seed) =>
        new(seed, "fresh", "a fresh process under another culture prints something else", plan.Fuzzer().Scenario(seed));
}
