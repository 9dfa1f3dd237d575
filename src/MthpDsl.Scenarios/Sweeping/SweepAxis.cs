using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>One dimension of the grid, and a column of the results.</summary>
/// <param name="Name"><c>kernel</c>, the name of a <c>given</c>, or the path of a knob.</param>
/// <param name="Values">Its values as the language writes them, in the order they are tried.</param>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// SweepAxis axis = plan.Axes[plan.FirstKnob];
/// Console.WriteLine($"{axis.Name}: {axis.Values.Length}"); // khugepaged/max_ptes_none: 4
/// </code>
/// </example>
public sealed record SweepAxis(string Name, ImmutableArray<string> Values)
{
    /// <summary>The name of the axis of kernel models.</summary>
    public const string Kernel = "kernel";
}
