using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MthpDsl.Kernel.Verification;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>A scenario that was made at random, on this machine's kernel and on its model.</summary>
/// <param name="Text">What ran: without what no kernel can be made to do; what the model refuses is expected to be refused.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Reason">Why nothing was compared, or where the two part, in a line.</param>
/// <param name="Kind">Alike for differences of one kind; empty where there is none.</param>
internal sealed partial record KernelTrial(string Text, VerifyStatus Status, string Reason, string Kind)
{
    private const string Path = "fuzz.mthp";

    /// <summary>Runs it once, and where that differs as often as <c>mthp verify</c> does.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="model">The kernel's model.</param>
    /// <param name="mapsZeroPages">Whether the kernel maps a zero page where nothing was written: some that run as guests do not.</param>
    public static KernelTrial Of(FuzzScenario scenario, KernelModel model, bool mapsZeroPages)
    {
        string made = OnThisMachine(scenario.ToString());
        if (Prepare(mapsZeroPages ? made : WithoutReads(made), out string? why) is not { } text)
        {
            return new KernelTrial("", VerifyStatus.Skipped, why!, "");
        }

        KernelTrial once = Run(text, model, runs: 1);
        return once.Status == VerifyStatus.Different ? Run(text, model, Verifier.Runs) : once;
    }

    private static string? Prepare(string made, out string? why)
    {
        why = "it cannot be exported";
        if (ExportableText.Of(made) is not { } rest)
        {
            return null;
        }

        FuzzSubject subject = new(rest, check: false);
        string text = FuzzReproduction.Of(subject);
        why = subject.Refusals.Any(refusal => refusal.Word == nameof(Errno.ENOMEM)) ? "it runs out of memory: a real kernel kills a process"
            : new FuzzSubject(text, check: false).Results.FirstOrDefault(result => result.Status == ResultStatus.Error) is { } ended
                ? "the model ends early: " + ended.Diagnostics.First(diagnostic => diagnostic.Severity == ResultSeverity.Error).Code
                : null;
        return why is null ? text : null;
    }

    // The memory is what it is. How a swap file is read ahead is a matter of the disk below it; how much a limit or a reclaim takes is
    // one of what the kernel charged in advance.
    private static string OnThisMachine(string text) => string.Join('\n', text.Split('\n')
        .Where(line => !line.StartsWith("  memory ", StringComparison.Ordinal) && !line.StartsWith("  arch ", StringComparison.Ordinal))
        .Where(line => !line.TrimStart().StartsWith("limit ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("reclaim ", StringComparison.Ordinal))
        .Select(line => line.StartsWith("  swap ", StringComparison.Ordinal) ? line.Replace(" on file", " on zram", StringComparison.Ordinal) : line));

    /// <summary>Whether this machine's kernel maps a zero page where nothing was written.</summary>
    public static bool MapsZeroPages(KernelModel model) =>
        Run("map probe 4K\nread probe\n", model, runs: 1).Status == VerifyStatus.Equal;

    private static string WithoutReads(string text) => Reading().Replace(text, match => match.Value.Replace("read", "write", StringComparison.Ordinal))
        .Replace("hold m", "pin m", StringComparison.Ordinal);

    private static KernelTrial Run(string text, KernelModel model, int runs)
    {
        ImmutableArray<CaseVerdict> verdicts = Verifier.Verify(new ScenarioText(SourceText.From(text, Path), null), Path, model, runs);
        CaseVerdict worst = verdicts.MaxBy(verdict => verdict.Status)!;
        if (worst.Differences.IsEmpty)
        {
            // What the exported program itself could not do is no answer of the kernel.
            string reason = worst.Reason ?? "";
            return AtLine().IsMatch(reason)
                ? new KernelTrial(text, VerifyStatus.Skipped, AtLine().Replace(reason, ""), "")
                : new KernelTrial(text, worst.Status, reason, "");
        }

        Difference first = worst.Differences[0];
        return new KernelTrial(text, worst.Status, $"{first.Where}: simulated {first.Left}, kernel {first.Right}", KindOf(first.Where));
    }

    private static string KindOf(string where)
    {
        int counter = where.IndexOf("counter ", StringComparison.Ordinal);
        return counter >= 0 ? where[counter..]
            : where.StartsWith("snapshot", StringComparison.Ordinal) ? "layout"
            : where.Contains("line ", StringComparison.Ordinal) ? "expectation"
            : where;
    }

    [GeneratedRegex(@"(?<=^ *(in \w+ )?)read(?= )|(?<=madvise .* )populate-read$", RegexOptions.Multiline)]
    private static partial Regex Reading();

    [GeneratedRegex(@"^line \d+: ")]
    private static partial Regex AtLine();
}
