using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>move</c>: mremap to another place.</summary>
internal static class MoveOperation
{
    public static StatementOutcome Run(MoveStatement statement, CaseState state)
    {
        if (statement.As is { } name && name.Text != statement.Range.Mapping.Text)
        {
            MapOperation.RequireFree(statement, name, state);
        }

        MapPlacement placement = MapOperation.PlacementOf(statement, statement.Placement, state);
        return state.Process.Move(state.Range(statement, statement.Range), statement.As?.Text, placement, out _);
    }
}
