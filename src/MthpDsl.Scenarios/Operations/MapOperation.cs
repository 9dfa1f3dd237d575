using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>map</c>: mmap of private anonymous memory.</summary>
internal static class MapOperation
{
    public static StatementOutcome Run(MapStatement statement, CaseState state)
    {
        RequireFree(statement, statement.Name, state);
        MapPlacement placement = PlacementOf(statement, statement.Placement, state);
        return state.Process.TryMap(statement.Name.Text, state.Size(statement, statement.Size), placement, out _);
    }

    /// <summary>A name is free again only when nothing of its mapping is left.</summary>
    public static void RequireFree(StatementSyntax statement, NameSyntax name, CaseState state)
    {
        if (state.Process.Find(name.Text) is { } other && state.Process.CountVmas(other.Range) > 0)
        {
            throw CaseState.NameFailure(statement, name, "is already a mapping of process '" + state.Process.Name + "'");
        }
    }

    /// <summary>Where <c>map</c> and <c>move</c> put memory.</summary>
    public static MapPlacement PlacementOf(StatementSyntax statement, PlacementSyntax placement, CaseState state) => placement.Kind switch
    {
        PlacementKind.At => new MapPlacement { Address = state.Address(statement, placement.Value!) },
        PlacementKind.Offset => new MapPlacement { Offset = state.Size(statement, placement.Value!) },
        PlacementKind.After => new MapPlacement { After = state.Mapping(statement, placement.After!) },
        _ => MapPlacement.Default,
    };
}
