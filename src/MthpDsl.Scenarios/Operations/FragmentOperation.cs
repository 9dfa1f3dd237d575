using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>fragment to order N [keeping SIZE]</c>.</summary>
internal static class FragmentOperation
{
    public static StatementOutcome Run(FragmentStatement statement, CaseState state)
    {
        ByteSize keep = statement.Keeping is { } size ? state.Size(statement, size) : ByteSize.Zero;
        return state.Machine.Fragment((int)Math.Min(state.Count(statement, statement.Order), int.MaxValue), keep);
    }
}
