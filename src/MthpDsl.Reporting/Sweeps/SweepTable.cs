using System.Collections.Immutable;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Reporting.Sweeps;

/// <summary>The results of a sweep as a table: a column for every axis, the status, and every metric that some case has.</summary>
internal sealed class SweepTable
{
    /// <summary>Sorts the rows by their place in the grid.</summary>
    /// <param name="axes">The axes of the plan.</param>
    /// <param name="rows">Each place at most once.</param>
    public SweepTable(ImmutableArray<SweepAxis> axes, IEnumerable<SweepRow> rows)
    {
        Axes = axes;
        Rows = [.. rows.OrderBy(row => row.Index)];
        SortedSet<string> metrics = new(StringComparer.Ordinal);
        foreach (SweepRow row in Rows)
        {
            foreach (string metric in row.Metrics.Keys)
            {
                metrics.Add(metric);
            }
        }

        Metrics = [.. metrics];
    }

    /// <summary>The axes.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The rows in the order of the grid.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>The names of the metrics, sorted.</summary>
    public ImmutableArray<string> Metrics { get; }
}
