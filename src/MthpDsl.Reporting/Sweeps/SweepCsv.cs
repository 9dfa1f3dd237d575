using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Reporting.Sweeps;

/// <summary>A sweep as CSV (RFC 4180 with LF): a field is quoted where it must be. Metrics of a case that stopped are empty.</summary>
internal static class SweepCsv
{
    /// <summary>Writes the table with a line of names.</summary>
    public static void Write(SweepTable table, TextWriter writer)
    {
        Line(table.Axes.Select(axis => axis.Name).Concat(["status", "message"]).Concat(table.Metrics), writer);
        foreach (SweepRow row in table.Rows)
        {
            IEnumerable<string> metrics = table.Metrics.Select(name => row.Metric(name) is { } value ? SweepMetrics.Text(value) : "");
            Line(row.Settings.Concat([Word(row.Status), row.Message]).Concat(metrics), writer);
        }
    }

    /// <summary>A status as results write it: <c>passed</c>, <c>failed</c>, <c>error</c>.</summary>
    public static string Word(ResultStatus status) => status switch
    {
        ResultStatus.Passed => "passed",
        ResultStatus.Failed => "failed",
        _ => "error",
    };

    private static void Line(IEnumerable<string> fields, TextWriter writer)
    {
        bool first = true;
        foreach (string field in fields)
        {
            writer.Write(first ? "" : ",");
            writer.Write(Quoted(field));
            first = false;
        }

        writer.Write('\n');
    }

    private static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\r\n")
        ? string.Create(CultureInfo.InvariantCulture, $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
        : field;
}
