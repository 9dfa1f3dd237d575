using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>khugepaged scan</c>, <c>khugepaged run</c> and <c>khugepaged until-idle</c>.</summary>
internal static class KhugepagedOperation
{
    public static StatementOutcome Run(KhugepagedStatement statement, CaseState state)
    {
        Khugepaged khugepaged = state.Machine.Khugepaged;
        switch (statement.Mode)
        {
            case KhugepagedMode.Scan:
                long scans = statement.Scans is { } count ? state.Count(statement, count) : 1;
                return IsTooMuch(statement, scans, state) ? StatementOutcome.Stopped : Outcome(khugepaged.Scan((int)scans));
            case KhugepagedMode.Run:
                long time = statement.Time!.Milliseconds;
                _ = state.Machine.Sysfs.TryReadNumber("khugepaged/scan_sleep_millisecs", out long sleep);
                long passes = time / Math.Max(1, sleep);
                return IsTooMuch(statement, passes, state) ? StatementOutcome.Stopped : Outcome(khugepaged.Run(time));
            default:
                return UntilIdle(statement, khugepaged.UntilIdle(), state);
        }
    }

    private static bool IsTooMuch(KhugepagedStatement statement, long passes, CaseState state)
    {
        long most = state.Options.Limits.Passes;
        if (passes <= most)
        {
            return false;
        }

        state.Reports.Error(
            RuntimeDiagnostics.LimitExceeded,
            statement,
            "The number of passes of khugepaged",
            most.ToString(CultureInfo.InvariantCulture),
            "--max-passes");
        return true;
    }

    private static StatementOutcome Outcome(DaemonReport report) =>
        report.Finding is { } finding ? StatementOutcome.Of(finding)
        : report.IsAbsent ? StatementOutcome.Absent
        : StatementOutcome.Done;

    private static StatementOutcome UntilIdle(KhugepagedStatement statement, IdleReport report, CaseState state)
    {
        StatementOutcome outcome = Outcome(new DaemonReport(report.IsAbsent, report.Passes.Count, 0, report.Finding));
        if (outcome.Word is not null || report.IsIdle)
        {
            return outcome;
        }

        string moving = string.Join(", ", report.StillMoving.Select(trial => trial.ToString()));
        state.Reports.Error(RuntimeDiagnostics.StillMoves, statement, report.Passes.Count, moving);
        return StatementOutcome.Stopped;
    }
}
