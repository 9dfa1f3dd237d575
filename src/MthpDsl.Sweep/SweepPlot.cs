using MthpDsl.Language;
using MthpDsl.Reporting.Sweeps;
using MthpDsl.Scenarios.Sweeping;
using ScottPlot;
using ScottPlot.Plottables;

namespace MthpDsl.Sweep;

/// <summary>
/// A metric over an axis as a picture, a line for every combination of the other axes. Numbers lie where they lie, sizes evenly
/// by their logarithm, words side by side in their order. Cases that stopped leave a gap.
/// </summary>
internal sealed class SweepPlot : IDisposable
{
    private const int Width = 960;
    private const int Height = 600;
    private const int TicksMost = 16;
    private const int LegendMost = 24;
    private readonly Plot _plot = new();

    /// <summary>Draws the picture.</summary>
    /// <param name="table">The results.</param>
    /// <param name="x">The place of the axis that runs to the right.</param>
    /// <param name="metric">A name of <see cref="SweepMetrics"/>.</param>
    public SweepPlot(SweepTable table, int x, string metric)
    {
        double[] positions = Positions(table.Axes[x].Values);
        int series = 0;
        foreach (IGrouping<string, SweepRow> line in table.Rows.GroupBy(row => NameOf(row, x, table)))
        {
            (double X, double? Y)[] points = [.. line
                .Select(row => (positions[table.Axes[x].Values.IndexOf(row.Settings[x])], row.Metric(metric)))
                .OrderBy(point => point.Item1)];
            double[] xs = [.. points.Select(point => point.X)];
            double[] ys = [.. points.Select(point => point.Y ?? double.NaN)];
            Scatter scatter = _plot.Add.Scatter(xs, ys);
            scatter.LegendText = line.Key;
            series++;
        }

        _plot.XLabel(table.Axes[x].Name);
        _plot.YLabel(metric.Contains("coverage ", StringComparison.Ordinal) ? metric + " (%)" : metric);
        if (series is > 1 and <= LegendMost)
        {
            _plot.ShowLegend(Edge.Right);
        }

        if (positions.Length <= TicksMost)
        {
            _plot.Axes.Bottom.SetTicks(positions, [.. table.Axes[x].Values]);
        }
    }

    /// <summary>The picture as PNG.</summary>
    public byte[] ToPng() => _plot.GetImage(Width, Height).GetImageBytes(ImageFormat.Png);

    /// <summary>The picture as SVG.</summary>
    public string ToSvg() => _plot.GetSvgXml(Width, Height);

    /// <inheritdoc/>
    public void Dispose() => _plot.Dispose();

    private static double[] Positions(IReadOnlyList<string> values)
    {
        ExpressionValue?[] numbers = [.. values.Select(SweepValues.TryNumber)];
        if (numbers.Any(number => number is null) || numbers.Select(number => number!.Kind).Distinct().Count() > 1)
        {
            return [.. values.Select((_, i) => (double)i)];
        }

        bool areSizes = numbers[0]!.Kind == ValueKind.Size && numbers.All(number => number!.Amount > 0);
        return [.. numbers.Select(number => areSizes ? Math.Log2(number!.Amount) : number!.Amount)];
    }

    private static string NameOf(SweepRow row, int x, SweepTable table) => string.Join(
        ", ", table.Axes.Select((axis, i) => i == x || axis.Values.Length == 1 ? null : axis.Name + " " + row.Settings[i]).Where(name => name is not null));
}
