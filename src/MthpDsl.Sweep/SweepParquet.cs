using MthpDsl.Reporting.Sweeps;
using MthpDsl.Scenarios.Sweeping;
using Parquet;
using Parquet.Schema;

namespace MthpDsl.Sweep;

/// <summary>
/// A sweep as Parquet, in one row group. An axis whose values are all bare numbers is a column of <c>INT64</c>, another one of
/// strings; metrics are <c>DOUBLE</c>, null where the case stopped.
/// </summary>
internal static class SweepParquet
{
    /// <summary>Writes the table.</summary>
    /// <param name="table">The results.</param>
    /// <param name="stream">Where to; it must be able to seek, and stays open.</param>
    public static void Write(SweepTable table, Stream stream) => WriteAsync(table, stream).GetAwaiter().GetResult();

    private static async Task WriteAsync(SweepTable table, Stream stream)
    {
        bool[] areNumbers = [.. table.Axes.Select(axis => axis.Values.All(value => long.TryParse(value, out _)))];
        DataField[] axes = [.. table.Axes.Select((axis, i) => areNumbers[i] ? (DataField)new DataField<long>(axis.Name) : new DataField<string>(axis.Name, false))];
        DataField status = new DataField<string>("status", false);
        DataField message = new DataField<string>("message", false);
        DataField[] metrics = [.. table.Metrics.Select(name => new DataField<double?>(name))];
        ParquetSchema schema = new([.. axes, status, message, .. metrics]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream).ConfigureAwait(false);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < axes.Length; i++)
        {
            await WriteAxis(table, i, areNumbers[i], axes[i], group).ConfigureAwait(false);
        }

        await group.WriteAsync(status, [.. table.Rows.Select(row => SweepCsv.Word(row.Status))]).ConfigureAwait(false);
        await group.WriteAsync(message, [.. table.Rows.Select(row => row.Message)]).ConfigureAwait(false);
        for (int i = 0; i < metrics.Length; i++)
        {
            string name = table.Metrics[i];
            double?[] values = [.. table.Rows.Select(row => row.Metric(name))];
            await group.WriteAsync<double>(metrics[i], values.AsMemory()).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }

    private static async Task WriteAxis(SweepTable table, int axis, bool isNumber, DataField field, ParquetRowGroupWriter group)
    {
        if (isNumber)
        {
            long[] numbers = [.. table.Rows.Select(row => long.Parse(row.Settings[axis], System.Globalization.CultureInfo.InvariantCulture))];
            await group.WriteAsync<long>(field, numbers.AsMemory()).ConfigureAwait(false);
        }
        else
        {
            await group.WriteAsync(field, [.. table.Rows.Select(row => row.Settings[axis])]).ConfigureAwait(false);
        }
    }
}
