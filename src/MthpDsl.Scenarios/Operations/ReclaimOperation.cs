using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>reclaim</c>: memory pressure for so much memory.</summary>
internal static class ReclaimOperation
{
    public static StatementOutcome Run(ReclaimStatement statement, CaseState state)
    {
        state.Machine.Reclaim(state.Size(statement, statement.Size));
        return StatementOutcome.Done;
    }
}
