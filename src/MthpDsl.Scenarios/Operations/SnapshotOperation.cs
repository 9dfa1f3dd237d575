using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>snapshot</c>: this moment goes into the result.</summary>
internal static class SnapshotOperation
{
    public static StatementOutcome Run(SnapshotStatement statement, CaseState state)
    {
        state.Snapshots.Take(statement.Name.Value, state.TotalFaults);
        return StatementOutcome.Done;
    }
}
