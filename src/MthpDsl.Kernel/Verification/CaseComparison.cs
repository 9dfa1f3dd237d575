using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MthpDsl.Kernel.Documents;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Verification;

/// <summary>Compares one case of the simulator with what a kernel did with it, once or several times.</summary>
internal sealed partial class CaseComparison(BoundScenario scenario)
{
    private readonly StatementPlaces _places = new(scenario);

    /// <summary>The verdict.</summary>
    /// <param name="simulated">What the simulator says.</param>
    /// <param name="runs">What the kernel did, at least once.</param>
    public CaseVerdict Compare(CaseResult simulated, IReadOnlyList<KernelCase> runs)
    {
        CaseVerdict verdict = new()
        {
            File = scenario.Source.Path,
            Title = simulated.DisplayName,
            Model = simulated.Kernel,
            Kernel = runs[0].Result.Kernel,
            Runs = runs.Count,
            Status = VerifyStatus.Equal,
        };
        if (WhyNotComparable(runs) is { } reason)
        {
            bool skipped = runs.Any(run => run.Skipped is not null);
            return verdict with { Status = skipped ? VerifyStatus.Skipped : VerifyStatus.Failed, Reason = reason };
        }

        PageGeometry geometry = PageGeometry.ForPageSize(simulated.PageSize)!;
        ImmutableArray<Difference> unstable = [.. Unstable(runs, geometry)];
        return unstable.IsEmpty
            ? CompareStable(verdict, simulated, runs, new LayoutComparison(geometry))
            : verdict with { Status = VerifyStatus.Unstable, Differences = unstable };
    }

    /// <summary>Which precondition was missing, or what the program could not do; null where every run went its way.</summary>
    public static string? WhyNotComparable(IReadOnlyList<KernelCase> runs) =>
        runs.Select(run => run.Skipped ?? Broken(run)).FirstOrDefault(reason => reason is not null);

    /// <summary>Where the runs of the kernel part.</summary>
    public IEnumerable<Difference> Unstable(IReadOnlyList<KernelCase> runs, PageGeometry geometry) =>
        runs.Skip(1).SelectMany(run => CompareRuns(runs[0], run, new LayoutComparison(geometry)));

    private CaseVerdict CompareStable(CaseVerdict verdict, CaseResult simulated, IReadOnlyList<KernelCase> runs, LayoutComparison layouts)
    {
        ImmutableArray<Difference> differences =
        [
            .. CompareEnds(simulated, runs[0].Result),
            .. ExpectationComparison.Compare(simulated, runs, _places),
            .. layouts.Compare(simulated, runs[0].Result),
        ];
        if (!differences.IsEmpty)
        {
            return verdict with { Status = VerifyStatus.Different, Differences = differences };
        }

        (ImmutableArray<Difference> counters, ImmutableArray<string> noisy) =
            CounterComparison.Compare(simulated, [.. runs.Select(run => run.Result)]);
        return verdict with
        {
            Status = counters.IsEmpty ? VerifyStatus.Equal : VerifyStatus.Different,
            Differences = counters,
            NoisyCounters = noisy,
        };
    }

    private IEnumerable<Difference> CompareRuns(KernelCase first, KernelCase other, LayoutComparison layouts) =>
    [
        .. CompareEnds(first.Result, other.Result),
        .. ExpectationComparison.CompareRuns(first, other, _places),
        .. layouts.Compare(first.Result, other.Result),
    ];

    // A statement that fails ends both: at the same line, with the same errno.
    private static IEnumerable<Difference> CompareEnds(CaseResult left, CaseResult right)
    {
        string there = End(left);
        string here = End(right);
        return there == here ? [] : [new Difference("how it ends", there, here)];
    }

    private static string End(CaseResult result) => result.Diagnostics
        .Where(diagnostic => diagnostic.Severity == ResultSeverity.Error && !diagnostic.Code.StartsWith("MTHP4", StringComparison.Ordinal))
        .Select(diagnostic => $"line {diagnostic.Line} failed" + Errno(diagnostic))
        .FirstOrDefault("all statements ran");

    private static string Errno(ResultDiagnostic diagnostic) =>
        diagnostic.Code == RuntimeDiagnostics.KhugepagedAbsent.Code ? " with absent"
        : FailedWith().Match(diagnostic.Message) is { Success: true } match ? " with " + match.Groups[1].Value
        : "";

    // What the program itself could not do is no answer of the kernel.
    private static string? Broken(KernelCase run) =>
        run.Result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code is "MTHP3910" or "MTHP3911") is { } message
            ? (message.Line > 0 ? $"line {message.Line}: " : "") + message.Message
            : null;

    [GeneratedRegex(@"failed with ([A-Z]+|absent)\b")]
    private static partial Regex FailedWith();
}
