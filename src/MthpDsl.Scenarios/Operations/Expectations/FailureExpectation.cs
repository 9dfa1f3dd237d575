using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect ERRNO from STATEMENT</c>; after a hang or a crash of the kernel the case ends there, as expected.</summary>
internal static class FailureExpectation
{
    public static StatementOutcome Run(ExpectFailure statement, CaseState state)
    {
        StatementOutcome outcome = Attempt(statement.Statement, state);
        if (outcome.IsStopped)
        {
            return outcome;
        }

        state.Refusal = outcome.Word;
        string expected = statement.Outcome.Text;
        if (outcome.Word == expected)
        {
            return outcome.Finding is null ? StatementOutcome.Done : StatementOutcome.Stopped;
        }

        string found = outcome.Word ?? "success";
        state.Reports.Unmet(ExpectationDiagnostics.Failure, statement, expected, found, expected, statement.Statement, found);
        return outcome.Finding is null ? StatementOutcome.Done : outcome;
    }

    // What is said of another process is said of the statement in it.
    private static StatementOutcome Attempt(StatementSyntax statement, CaseState state) =>
        statement is InStatement { Body.Items: [var only] } inside
            ? InOperation.Inside(inside, state, () => Attempt(only, state))
            : StatementRunner.Attempt(statement, state);
}
