using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>in</c>: the statements run in another process.</summary>
internal static class InOperation
{
    public static StatementOutcome Run(InStatement statement, CaseState state) => Inside(
        statement, state, () => StatementRunner.RunAll(statement.Body.Items, state) ? StatementOutcome.Done : StatementOutcome.Stopped);

    /// <summary>Does something as the process of the statement.</summary>
    public static StatementOutcome Inside(InStatement statement, CaseState state, Func<StatementOutcome> run)
    {
        Process outer = state.Process;
        EvaluationContext names = state.Evaluation;
        state.Process = state.FindProcess(statement, statement.Process);
        StatementOutcome outcome = run();
        state.Process = outer;
        state.Restore(names);
        return outcome;
    }
}
