using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Results;

/// <summary>A process at a snapshot.</summary>
/// <param name="Name"><c>main</c>, or the name its <c>fork</c> gave it.</param>
/// <param name="Mappings">Its mappings in the order the scenario made them.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// ProcessSnapshot process = result.Snapshots[^1].Processes[0];
/// Console.WriteLine($"{process.Name}: {process.Mappings.Length}"); // main: 1
/// </code>
/// </example>
public sealed record ProcessSnapshot(string Name, ImmutableArray<MappingSnapshot> Mappings);
