using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>One dimension of the grid, and a column of the results.</summary>
/// <param name="Name"><c>kernel</c>, the name of a <c>given</c>, or the path of a knob.</param>
/// <param name="Values">Its values as the language writes them, in the order they are tried.</param>
public sealed record SweepAxis(string Name, ImmutableArray<string> Values)
{
    /// <summary>The name of the axis of kernel models.</summary>
    public const string Kernel = "kernel";
}
