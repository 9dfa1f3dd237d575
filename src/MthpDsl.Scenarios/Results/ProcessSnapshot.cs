using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Results;

/// <summary>A process at a snapshot.</summary>
/// <param name="Name"><c>main</c>, or the name its <c>fork</c> gave it.</param>
/// <param name="Mappings">Its mappings in the order the scenario made them.</param>
public sealed record ProcessSnapshot(string Name, ImmutableArray<MappingSnapshot> Mappings);
