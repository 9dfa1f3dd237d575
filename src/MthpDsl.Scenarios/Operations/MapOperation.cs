using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>map</c>: mmap of private anonymous memory.</summary>
internal static class MapOperation
{
    public static StatementOutcome Run(MapStatement statement, CaseState state)
    {
        MapPlacement placement = statement.Placement.Kind switch
        {
            PlacementKind.At => new MapPlacement { Address = state.Size(statement, statement.Placement.Value!).Bytes },
            PlacementKind.Offset => new MapPlacement { Offset = state.Size(statement, statement.Placement.Value!) },
            PlacementKind.After => new MapPlacement { After = state.Mapping(statement, statement.Placement.After!) },
            _ => MapPlacement.Default,
        };
        return state.Process.TryMap(statement.Name.Text, state.Size(statement, statement.Size), placement, out _);
    }
}
