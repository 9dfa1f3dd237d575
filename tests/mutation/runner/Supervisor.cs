using System.Diagnostics;
using System.Globalization;

namespace MthpDsl.Mutation;

/// <summary>Keeps workers going until every mutant was tried: a mutant that ends its process is killed, and the next process goes on behind it.</summary>
/// <param name="folder">Where everything of the run is.</param>
/// <param name="options">What was asked for.</param>
internal sealed class Supervisor(RunFolder folder, Options options)
{
    private const string HeapLimit = "0xC0000000";
    private static readonly TimeSpan WaitInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAlone = TimeSpan.FromSeconds(120);

    private readonly Outcomes _outcomes = new(folder.Outcomes);

    /// <summary>Measures what was not measured yet, then tries all mutants that are due.</summary>
    public void Run()
    {
        Start(["coverage", folder.Path]).WaitForExit();
        Coverage coverage = Coverage.Read(folder.Coverage);
        HashSet<int> due = [.. Due()];
        Console.WriteLine($"{due.Count} mutants, {due.Count(coverage.Static.Contains)} of them in processes of their own");
        List<int>[] shares = [.. Enumerable.Range(0, options.Workers).Select(_ => new List<int>())];
        int place = 0;
        foreach (int mutant in due.Except(coverage.Static))
        {
            // Neighbours go to the same worker: what has killed one mostly kills the next.
            shares[place++ / 50 % options.Workers].Add(mutant);
        }

        Parallel.For(0, options.Workers, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, worker => Finish(worker, shares[worker]));
        Parallel.ForEach(
            due.Intersect(coverage.Static).Chunk(1 + (due.Count / options.Workers)).Index(),
            share => share.Item.ToList().ForEach(mutant => Finish(share.Index, [mutant])));
    }

    private IEnumerable<int> Due()
    {
        Dictionary<int, Outcome> known = _outcomes.Read();
        return Mutant.Read(folder.Report)
            .Where((_, place) => place % options.Every == options.First)
            .Where(mutant => mutant.File.StartsWith(options.Under, StringComparison.Ordinal))
            .Select(mutant => mutant.Id)
            .Where(id => !known.TryGetValue(id, out Outcome? outcome) || outcome.Status == OutcomeStatus.Unsure || options.Again.Contains(outcome.Status));
    }

    private void Finish(int worker, List<int> mutants)
    {
        int next = 0;
        while (next < mutants.Count)
        {
            int first = mutants[next];
            File.WriteAllText(folder.RunningOf(worker), Text(WorkerExit.BeforeFirst));
            string list = folder.RunningOf(worker) + "-list";
            File.WriteAllText(list, string.Join(' ', mutants.Skip(next)));
            Process process = Start(["worker", folder.Path, Text(worker), Text(options.Budget), list]);
            Wait(process, isAlone: mutants.Count == 1);
            if (process.ExitCode == WorkerExit.Done)
            {
                return;
            }

            next = GoOn(worker, mutants, first, process.ExitCode);
        }
    }

    // A mutant that is on from the beginning may keep the process from ever coming to its watchdog.
    private static void Wait(Process process, bool isAlone)
    {
        while (!process.WaitForExit(WaitInterval))
        {
            if (isAlone && process.TotalProcessorTime > LongestAlone)
            {
                process.Kill();
            }
        }
    }

    // Where the next process begins.
    private int GoOn(int worker, List<int> mutants, int first, int exitCode)
    {
        int running = int.Parse(File.ReadAllText(folder.RunningOf(worker)), CultureInfo.InvariantCulture);
        if (exitCode == WorkerExit.Unsound)
        {
            Dictionary<int, Outcome> known = _outcomes.Read();
            mutants.RemoveAll(mutant => known.TryGetValue(mutant, out Outcome? outcome) && outcome.Status != OutcomeStatus.Unsure && !options.Again.Contains(outcome.Status));
            return 0;
        }

        if (running == WorkerExit.BeforeFirst)
        {
            running = mutants.Count == 1 ? first
                : throw new InvalidOperationException(FormattableString.Invariant($"A worker ended with {exitCode} before its first mutant."));
        }

        if (exitCode != WorkerExit.Ended && !WasTimedOut(running))
        {
            _outcomes.Add(new Outcome(running, OutcomeStatus.Killed, FormattableString.Invariant($"the process ended with {exitCode}"), 1, 1));
        }

        return mutants.IndexOf(running) + 1;
    }

    private bool WasTimedOut(int mutant) => _outcomes.Read().TryGetValue(mutant, out Outcome? outcome) && outcome.Status == OutcomeStatus.Timeout;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, arguments) { RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        // A crash of a mutant is no news, and its dump would fill the disk.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process process = Process.Start(start)!;
        // Nobody wants to read the thousands of lines of a stack that has overflowed.
        process.BeginErrorReadLine();
        return process;
    }
}
