using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>unmap</c>: munmap.</summary>
internal static class UnmapOperation
{
    public static StatementOutcome Run(UnmapStatement statement, CaseState state) =>
        state.Process.Unmap(state.Range(statement, statement.Range));
}
