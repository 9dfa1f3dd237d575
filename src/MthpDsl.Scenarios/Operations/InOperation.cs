using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>in</c>: the statements run in another process.</summary>
internal static class InOperation
{
    public static StatementOutcome Run(InStatement statement, CaseState state)
    {
        Process outer = state.Process;
        EvaluationContext names = state.Evaluation;
        state.Process = state.FindProcess(statement, statement.Process);
        bool goesOn = StatementRunner.RunAll(statement.Body.Items, state);
        state.Process = outer;
        state.Restore(names);
        return goesOn ? StatementOutcome.Done : StatementOutcome.Stopped;
    }
}
