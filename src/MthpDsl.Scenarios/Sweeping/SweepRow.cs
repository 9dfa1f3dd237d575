using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>What one point of the grid came to.</summary>
/// <param name="Index">The place of the point in the grid, from 0; the last axis varies fastest.</param>
/// <param name="Settings">The value on every axis, in their order.</param>
/// <param name="Status">How the case ended.</param>
/// <param name="Message">The first error, or empty.</param>
/// <param name="Metrics">What <see cref="SweepMetrics"/> measured at its end.</param>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// SweepRow row = plan.Run(3);
/// Console.WriteLine(row.Metric("sysfs khugepaged/pages_collapsed")); // 1
/// </code>
/// </example>
public sealed record SweepRow(
    long Index, ImmutableArray<string> Settings, ResultStatus Status, string Message, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>A metric; 0 where the case ended without it, null where the case did not come to its end.</summary>
    public double? Metric(string name) =>
        Metrics.TryGetValue(name, out double value) ? value : Status == ResultStatus.Error ? null : 0;
}
