using System.Globalization;
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
    private const int PercentStep = 10;

    // What the library asks for is on few machines, and what it gets instead has serifs.
    private static readonly string[] SansFonts = ["Noto Sans", "DejaVu Sans", "Liberation Sans", "Segoe UI", "Helvetica", "Arial"];

    private readonly Plot _plot = new();

    /// <summary>Draws the picture.</summary>
    /// <param name="table">The results.</param>
    /// <param name="x">The place of the axis that runs to the right.</param>
    /// <param name="metric">A name of <see cref="SweepMetrics"/>.</param>
    /// <param name="title">What stands above it.</param>
    public SweepPlot(SweepTable table, int x, string metric, string title)
    {
        double[] positions = Positions(table.Axes[x].Values);
        IGrouping<string, SweepRow>[] lines = [.. table.Rows.GroupBy(row => NameOf(row, x, table))];
        for (int i = 0; i < lines.Length; i++)
        {
            (double X, double? Y)[] points = [.. lines[i]
                .Select(row => (positions[table.Axes[x].Values.IndexOf(row.Settings[x])], row.Metric(metric)))
                .OrderBy(point => point.Item1)];
            double[] xs = [.. points.Select(point => point.X)];
            double[] ys = [.. points.Select(point => point.Y ?? double.NaN)];
            Scatter scatter = _plot.Add.Scatter(xs, ys);
            scatter.LegendText = lines[i].Key + (points.All(point => point.Y is null) ? " (no result)" : "");
            Layer(scatter, i, lines.Length);
        }

        Style(title, table.Axes[x].Name, metric);
        if (lines.Length is > 1 and <= LegendMost)
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

    // Lines that lie on each other show as a thin one on a thick one.
    private static void Layer(Scatter scatter, int place, int count)
    {
        scatter.LineWidth = 1.5f + (2f * (count - 1 - place) / count);
        scatter.MarkerSize = 5 + (5f * (count - 1 - place) / count);
    }

    private void Style(string title, string x, string metric)
    {
        bool isPercent = metric.Contains("coverage ", StringComparison.Ordinal);
        _plot.Title(title);
        _plot.XLabel(x);
        _plot.YLabel(isPercent ? metric + " (%)" : metric);
        if (isPercent)
        {
            _plot.Axes.SetLimitsY(-3, 103);
            _plot.Axes.Left.SetTicks(
                [.. Enumerable.Range(0, 11).Select(i => (double)(i * PercentStep))],
                [.. Enumerable.Range(0, 11).Select(i => (i * PercentStep).ToString(CultureInfo.InvariantCulture))]);
        }

        if (Array.Find(SansFonts, name => Fonts.GetTypeface(name, bold: false, italic: false).FamilyName == name) is { } font)
        {
            _plot.Font.Set(font);
        }

        _plot.Axes.Bottom.Label.Bold = false;
        _plot.Axes.Left.Label.Bold = false;
        _plot.Axes.Title.Label.Bold = false;
        _plot.Legend.ShadowColor = Colors.Transparent;
        _plot.Legend.OutlineColor = Colors.LightGray;
    }

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
