using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>grow</c> and <c>shrink</c>: mremap to another size.</summary>
internal static class ResizeOperation
{
    public static StatementOutcome Run(ResizeStatement statement, CaseState state)
    {
        Mapping mapping = state.Mapping(statement, statement.Name);
        ByteSize by = state.Size(statement, statement.By);
        return statement.Grows ? state.Process.Grow(mapping, by) : state.Process.Shrink(mapping, by);
    }
}
