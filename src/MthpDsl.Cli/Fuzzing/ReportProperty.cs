using System.Globalization;
using System.Text;
using System.Text.Json;
using MthpDsl.Reporting;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>The JSON document can be read, says what happened, and the text shows the same layouts and counters.</summary>
internal static class ReportProperty
{
    public static FuzzProperty Reports { get; } = new("reports", 8, Fault);

    private static string? Fault(FuzzSubject subject)
    {
        using JsonDocument json = JsonDocument.Parse(Print("json", subject.Results, width: 80));
        string text = Squeeze(Encoding.UTF8.GetString(Print("text", subject.Results, width: 1 << 20)));
        foreach ((CaseResult result, JsonElement element) in subject.Results.Zip(json.RootElement.GetProperty("results").EnumerateArray()))
        {
            foreach ((SnapshotResult snapshot, JsonElement shot) in result.Snapshots.Zip(element.GetProperty("snapshots").EnumerateArray()))
            {
                if (Fault(result, snapshot, shot, text) is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    private static string? Fault(CaseResult result, SnapshotResult snapshot, JsonElement json, string text)
    {
        PageGeometry geometry = PageGeometry.ForPageSize(result.PageSize) ?? PageGeometry.Pages4K;
        foreach ((ProcessSnapshot process, JsonElement processJson) in snapshot.Processes.Zip(json.GetProperty("processes").EnumerateArray()))
        {
            foreach ((MappingSnapshot mapping, JsonElement mappingJson) in process.Mappings.Zip(processJson.GetProperty("mappings").EnumerateArray()))
            {
                LayoutRun[] read = [.. mappingJson.GetProperty("runs").EnumerateArray().Select(Read)];
                string layout = LayoutText.Of(new LayoutRuns(read), geometry);
                if (layout != LayoutText.Of(mapping.Runs, geometry))
                {
                    return $"JSON shows {layout} for {mapping.Name} of {process.Name}";
                }

                if (!text.Contains(Squeeze(layout), StringComparison.Ordinal))
                {
                    return $"the text does not show {layout} for {mapping.Name} of {process.Name}";
                }
            }
        }

        JsonElement counters = json.GetProperty("counters");
        return snapshot.Counters.Vmstat.Concat(snapshot.Counters.Sysfs)
            .Where(counter => !Shows(counters, counter, text))
            .Select(counter => $"the counter {counter.Name} is not {counter.Value} in the text and in JSON")
            .FirstOrDefault();
    }

    private static bool Shows(JsonElement counters, Counter counter, string text) =>
        (counters.GetProperty("vmstat").TryGetProperty(counter.Name, out JsonElement value)
            || counters.GetProperty("sysfs").TryGetProperty(counter.Name, out value))
        && value.GetInt64() == counter.Value
        && text.Contains(string.Create(CultureInfo.InvariantCulture, $"{counter.Name} {counter.Value}"), StringComparison.Ordinal);

    private static LayoutRun Read(JsonElement run) => new(
        run.GetProperty("page").GetInt64(),
        run.GetProperty("pages").GetInt64(),
        Enum.Parse<RunKind>(run.GetProperty("kind").GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        run.TryGetProperty("folio", out JsonElement folio) ? folio.GetInt32() : -1,
        run.TryGetProperty("order", out JsonElement order) ? order.GetInt32() : 0,
        run.TryGetProperty("offset", out JsonElement offset) ? offset.GetInt32() : 0,
        run.TryGetProperty("pmd", out JsonElement pmd) && pmd.GetBoolean(),
        run.TryGetProperty("shared", out JsonElement shared) && shared.GetBoolean(),
        Frame: -1);

    private static string Squeeze(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The bytes of a format.</summary>
    internal static byte[] Print(string format, IReadOnlyList<CaseResult> results, int width)
    {
        using MemoryStream output = new();
        using (IResultPrinter printer = ResultFormat.Find(format)!.Create(output, new PrinterOptions { Width = width }))
        {
            RunSummary summary = default;
            foreach (CaseResult result in results)
            {
                printer.Write(result);
                summary = summary.With(result.Status);
            }

            printer.Complete(summary);
        }

        return output.ToArray();
    }
}
