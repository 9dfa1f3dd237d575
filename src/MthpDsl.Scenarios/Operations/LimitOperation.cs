using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>limit</c>: memory.max of the memory cgroup of all processes.</summary>
internal static class LimitOperation
{
    public static StatementOutcome Run(LimitStatement statement, CaseState state) =>
        state.Machine.LimitMemory(statement.Size is { } size ? state.Size(statement, size) : null);
}
