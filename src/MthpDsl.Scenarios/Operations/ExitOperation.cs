using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>exit</c>: the process ends and drops its memory.</summary>
internal static class ExitOperation
{
    public static StatementOutcome Run(ExitStatement statement, CaseState state)
    {
        state.FindProcess(statement, statement.Process).Exit();
        return StatementOutcome.Done;
    }
}
