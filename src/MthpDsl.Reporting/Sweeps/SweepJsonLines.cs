using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Reporting.Sweeps;

/// <summary>
/// A sweep as JSON lines: <c>{"index": 0, "set": {"kernel": "6.18", …}, "status": "passed", "metrics": {"faults": 512, …}}</c>;
/// a case that stopped has a <c>message</c>.
/// </summary>
internal static class SweepJsonLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the rows.</summary>
    public static void Write(SweepTable table, TextWriter writer)
    {
        foreach (SweepRow row in table.Rows)
        {
            writer.Write(Line(row, table.Axes));
            writer.Write('\n');
        }
    }

    /// <summary>A row without its line end.</summary>
    public static string Line(SweepRow row, ImmutableArray<SweepAxis> axes)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using Utf8JsonWriter json = new(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("index", row.Index);
        json.WriteStartObject("set");
        for (int i = 0; i < axes.Length; i++)
        {
            json.WriteString(axes[i].Name, row.Settings[i]);
        }

        json.WriteEndObject();
        json.WriteString("status", SweepCsv.Word(row.Status));
        if (row.Message.Length > 0)
        {
            json.WriteString("message", row.Message);
        }

        json.WriteStartObject("metrics");
        foreach ((string name, double value) in row.Metrics)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a line that <see cref="Line"/> wrote for the same plan; null where it is none, as a torn last line is.</summary>
    public static SweepRow? TryRead(string line, SweepPlan plan)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            long index = root.GetProperty("index").GetInt64();
            if (index < 0 || index >= plan.Count)
            {
                return null;
            }

            SortedDictionary<string, double> metrics = new(StringComparer.Ordinal);
            foreach (JsonProperty metric in root.GetProperty("metrics").EnumerateObject())
            {
                metrics[metric.Name] = metric.Value.GetDouble();
            }

            string message = root.TryGetProperty("message", out JsonElement said) ? said.GetString() ?? "" : "";
            return new SweepRow(index, plan.SettingsAt(index), StatusOf(root.GetProperty("status").GetString()), message, metrics);
        }
        catch (Exception torn) when (torn is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static ResultStatus StatusOf(string? word) => word switch
    {
        "passed" => ResultStatus.Passed,
        "failed" => ResultStatus.Failed,
        "error" => ResultStatus.Error,
        _ => throw new FormatException(),
    };
}
