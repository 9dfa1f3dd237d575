using MthpDsl.Language;
using MthpDsl.Scenarios.Operations;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Auditing;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Scenarios.Running;

/// <summary>Runs statements one after the other, and says at its line what keeps one from happening.</summary>
internal static class StatementRunner
{
    /// <summary>Runs statements until one ends the case.</summary>
    /// <returns>Whether the case goes on.</returns>
    public static bool RunAll(IEnumerable<StatementSyntax> statements, CaseState state)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (!Run(statement, state))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs one statement; what it must not do is reported at its place.</summary>
    /// <returns>Whether the case goes on.</returns>
    public static bool Run(StatementSyntax statement, CaseState state)
    {
        state.Options.BeforeStatement?.Invoke();
        return Guarded(statement, state, RunUnguarded);
    }

    /// <summary>Does something behind a statement; what it must not do is reported at the statement's place.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="state">The case.</param>
    /// <param name="work">Says whether the case goes on.</param>
    /// <returns>Whether the case goes on.</returns>
    public static bool Guarded(StatementSyntax statement, CaseState state, Func<StatementSyntax, CaseState, bool> work)
    {
        try
        {
            return work(statement, state);
        }
        catch (StatementFailure failure)
        {
            state.Reports.Error(failure.Diagnostic);
        }
        catch (NotModelledException missing)
        {
            state.Reports.Error(RuntimeDiagnostics.NotModelled, statement, Capital(missing.Message));
        }
        catch (LimitException limit) when (!state.IsRacing)
        {
            state.Abandon();
            state.Reports.Error(RuntimeDiagnostics.LimitExceeded, statement, Capital(limit.What), limit.Limit, limit.Option);
        }
        catch (OutOfMemoryException) when (!state.IsRacing)
        {
            state.Abandon();
            state.Reports.Error(
                RuntimeDiagnostics.LimitExceeded, statement, "The memory it takes to simulate this", "there is", "a larger computer");
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or LimitException or OperationCanceledException))
        {
            // A broken invariant of the simulator must not take the other cases of a run with it, nor pass for a result.
            state.Reports.Error(RuntimeDiagnostics.SimulatorFailed, statement, broken.GetType().Name, broken.Message);
        }

        return false;
    }

    private static bool RunUnguarded(StatementSyntax statement, CaseState state)
    {
        state.Guard.CountStatement();
        StatementOutcome outcome = Attempt(statement, state);
        bool isDone = !outcome.IsStopped && (outcome.Word is null || Refused(statement, outcome, state));
        // A statement that raced with this one may have ended the case.
        return isDone && state.Reports.Status != ResultStatus.Error && KeptAllWrites(statement, state) && Check(statement, state);
    }

    /// <summary>Runs one statement and hands on how it ended.</summary>
    public static StatementOutcome Attempt(StatementSyntax statement, CaseState state)
    {
        OperationRow row = OperationTable.Find(statement.Definition.Name)
            ?? throw new NotModelledException("the statement '" + statement.Definition.Name + "'");
        if (row.IsStep)
        {
            state.BeginStatement();
        }

        StatementOutcome outcome = row.Run(statement, state);
        if (statement is MapStatement or ForkStatement or ResizeStatement or MoveStatement)
        {
            state.Guard.CheckMapped();
        }

        // A write to sysfs or a madvise can reach a kernel's bug as well, while it answers with an errno.
        return row.IsStep && state.Machine.Khugepaged.Finding is { } finding ? StatementOutcome.Of(finding) : outcome;
    }

    private static bool Refused(StatementSyntax statement, StatementOutcome outcome, CaseState state)
    {
        state.Refusal = outcome.Word;
        if (state.Options.Forgives is { } forgives)
        {
            return forgives(statement, outcome);
        }

        if (outcome.Finding is { } finding)
        {
            DiagnosticDescriptor descriptor =
                finding.Kind == FindingKind.Hang ? RuntimeDiagnostics.KernelHangs : RuntimeDiagnostics.KernelCrashes;
            state.Reports.Error(descriptor, statement, statement.ToString(), finding.Sentence.TrimEnd('.') + " (" + finding.Name + ")");
        }
        else if (outcome.IsAbsent)
        {
            state.Reports.Error(RuntimeDiagnostics.KhugepagedAbsent, statement);
        }
        else
        {
            state.Reports.Error(
                RuntimeDiagnostics.StatementFailed, statement, statement.ToString(), outcome.Errno.ToString(), outcome.Errno.Meaning());
        }

        return false;
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static bool Check(StatementSyntax statement, CaseState state)
    {
        if (!state.Options.Check || state.IsRacing)
        {
            return true;
        }

        IReadOnlyList<string> findings = state.Machine.Check();
        foreach (string finding in findings)
        {
            state.Reports.Error(RuntimeDiagnostics.CheckFailed, statement, finding);
        }

        IReadOnlyList<ContentDifference> differences = state.Machine.CheckContent();
        foreach (ContentDifference difference in differences)
        {
            state.Reports.Error(
                RuntimeDiagnostics.ContentDiffers, statement, difference.Process, difference.Place, difference.Reads, difference.MustRead);
        }

        return findings.Count == 0 && differences.Count == 0;
    }

    // COLLAPSE B6: the bug shows as content that is wrong later, so the case ends where it is lost.
    private static bool KeptAllWrites(StatementSyntax statement, CaseState state)
    {
        if (state.Machine.Khugepaged.LostWrites is not [LostWrite first, ..] lost)
        {
            return true;
        }

        string address = "0x" + first.Address.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        state.Reports.Error(RuntimeDiagnostics.KernelLosesWrite, statement, statement.ToString(), lost.Count, first.Process, address);
        return false;
    }
}
