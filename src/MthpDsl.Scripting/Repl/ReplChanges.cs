using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scripting.Repl;

/// <summary>Which mappings differ between moments.</summary>
internal static class ReplChanges
{
    /// <summary>Two moments of one machine with only the mappings that changed between them; empty where none did.</summary>
    public static ImmutableArray<SnapshotResult> Between(SnapshotResult before, SnapshotResult after) => Keep([before, after], (old, now) => now is null || Same(old, now));

    /// <summary>Moments of several machines with only the mappings whose layouts read differently; empty where none does.</summary>
    public static ImmutableArray<SnapshotResult> Among(IReadOnlyList<SnapshotResult> moments, PageGeometry geometry) =>
        Keep(moments, (left, right) => Text(left, geometry) == Text(right, geometry));

    private static string? Text(MappingSnapshot? mapping, PageGeometry geometry) =>
        mapping is null ? null : LayoutText.Of(mapping.Runs, geometry, LayoutWords.Mapping | LayoutWords.Sharing);

    private static ImmutableArray<SnapshotResult> Keep(
        IReadOnlyList<SnapshotResult> all, Func<MappingSnapshot?, MappingSnapshot?, bool> isSame)
    {
        HashSet<(string, string)> changed = [];
        foreach ((string Process, string Mapping) name in all.SelectMany(Names).Distinct())
        {
            MappingSnapshot?[] views = [.. all.Select(moment => Find(moment, name))];
            if (views.Any(view => !isSame(views[0], view)))
            {
                changed.Add(name);
            }
        }

        return changed.Count == 0 ? [] : [.. all.Select(moment => Only(moment, changed))];
    }

    /// <summary>The mappings that a moment has and a later one has not, by name.</summary>
    public static IEnumerable<string> Gone(SnapshotResult before, SnapshotResult after) => Names(before).Except(Names(after))
        .Select(name => $"{name.Process}.{name.Mapping} is gone");

    private static IEnumerable<(string Process, string Mapping)> Names(SnapshotResult moment) =>
        moment.Processes.SelectMany(process => process.Mappings.Select(mapping => (process.Name, mapping.Name)));

    private static MappingSnapshot? Find(SnapshotResult moment, (string Process, string Mapping) name) => moment.Processes
        .FirstOrDefault(process => process.Name == name.Process)?.Mappings.FirstOrDefault(mapping => mapping.Name == name.Mapping);

    private static bool Same(MappingSnapshot? left, MappingSnapshot? right) => left is null || right is null
        ? left is null && right is null
        : left.Start == right.Start && left.Pages == right.Pages && left.Runs.SequenceEqual(right.Runs);

    private static SnapshotResult Only(SnapshotResult moment, HashSet<(string, string)> changed) => moment with
    {
        Processes =
        [
            .. from process in moment.Processes
               let mappings = process.Mappings.Where(mapping => changed.Contains((process.Name, mapping.Name))).ToImmutableArray()
               where mappings.Length > 0
               select process with { Mappings = mappings },
        ],
    };
}
