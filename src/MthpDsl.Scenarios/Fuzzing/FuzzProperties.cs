using MthpDsl.Language;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>The properties that need nothing but a run.</summary>
internal static class FuzzProperties
{
    // How a scenario may end early: what is not modelled, kernels that hang, crash and lose writes as posted, no rest within the
    // limit of passes, a name or a range that a refused or racing statement has taken away.
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        RuntimeDiagnostics.NotModelled.Code, RuntimeDiagnostics.KernelHangs.Code, RuntimeDiagnostics.KernelCrashes.Code,
        RuntimeDiagnostics.StillMoves.Code, RuntimeDiagnostics.LimitExceeded.Code, RuntimeDiagnostics.NameAtRunTime.Code,
        RuntimeDiagnostics.KernelLosesWrite.Code,
    };

    /// <summary>The scenario binds and runs; the recount and the content of <c>--check</c> are right after every statement.</summary>
    public static FuzzProperty Checks { get; } = new("check", 1, Check);

    /// <summary>A second run gives the same result.</summary>
    public static FuzzProperty Repeats { get; } = new(
        "repeats", 4, subject => Compare("a second run", subject.Outcome, new FuzzSubject(subject.Text, check: false).Outcome));

    /// <summary>Formatting changes nothing in what a scenario means, and nothing more the second time.</summary>
    public static FuzzProperty Formats { get; } = new("fmt", 4, Format);

    /// <summary>With every address one PMD range or more further on, the same folios back the same pages.</summary>
    public static FuzzProperty Shifts { get; } = new("shift", 4, Shift);

    /// <summary>The layouts and counters of the end, pasted behind the scenario as expectations, are met.</summary>
    public static FuzzProperty Pastes => PasteProperty.Pastes;

    /// <summary>All of these.</summary>
    public static IReadOnlyList<FuzzProperty> All { get; } = [Checks, Repeats, Formats, Shifts, PasteProperty.Pastes];

    private static string? Check(FuzzSubject subject)
    {
        foreach (CaseResult result in subject.Results)
        {
            bool mayEndSo = !subject.Scenario.HasErrors && result.Status != ResultStatus.Failed;
            if (result.Diagnostics.FirstOrDefault(diagnostic => !mayEndSo || !IsEnding(diagnostic)) is { } wrong)
            {
                return $"line {wrong.Line}: {wrong.Code}: {wrong.Message}";
            }
        }

        return null;
    }

    // An error of meaning that only shows when it runs is a range outside of a mapping that did not grow. Nothing that is made here
    // takes long: what runs out of time hangs.
    private static bool IsEnding(ResultDiagnostic diagnostic) =>
        diagnostic.Severity != ResultSeverity.Error
        || (Endings.Contains(diagnostic.Code) && !diagnostic.Message.Contains("--max-time", StringComparison.Ordinal))
        || diagnostic.Code.StartsWith("MTHP2", StringComparison.Ordinal);

    private static string? Format(FuzzSubject subject)
    {
        string? formatted = Formatter.Format(SourceText.From(subject.Text, "fuzz.mthp"));
        if (formatted is null)
        {
            return subject.Scenario.HasErrors ? null : "fmt refuses it";
        }

        return Formatter.Format(SourceText.From(formatted, "fuzz.mthp")) != formatted
            ? "fmt changes its own output"
            : Compare("formatted", subject.Outcome, new FuzzSubject(formatted, check: false).Outcome);
    }

    private static string? Shift(FuzzSubject subject)
    {
        const string Pad = "pad_before_all";
        List<string> lines = [.. subject.Text.Split('\n')];
        int first = lines.FindIndex(line => line.StartsWith("map ", StringComparison.Ordinal));
        if (first < 0)
        {
            return null;
        }

        lines.Insert(first + 1, "unmap " + Pad);
        lines.Insert(first, "map " + Pad + " 512 pages");
        FuzzSubject shifted = new(string.Join('\n', lines), check: false);
        return Compare("at other addresses", FuzzOutcome.Of(subject.Results), FuzzOutcome.Of(shifted.Results, without: Pad));
    }

    private static string? Compare(string what, string once, string again)
    {
        if (once == again)
        {
            return null;
        }

        string[] lines = once.Split('\n');
        string[] others = again.Split('\n');
        int at = Enumerable.Range(0, Math.Min(lines.Length, others.Length)).FirstOrDefault(i => lines[i] != others[i]);
        return $"{what} it ends otherwise: '{lines[at].Trim()}' became '{others[at].Trim()}'";
    }
}
