using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>idle</c>: nothing there looks referenced any more.</summary>
internal static class IdleOperation
{
    public static StatementOutcome Run(IdleStatement statement, CaseState state)
    {
        state.Process.Idle(state.Range(statement, statement.Range));
        return StatementOutcome.Done;
    }
}
