using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Documents;

/// <summary>Reads one case of a result document.</summary>
internal static class CaseReader
{
    private const long PagesMax = 1L << 35;
    private const int OrderMax = 13;

    /// <summary>Reads an element of <c>results</c>.</summary>
    public static KernelCase Read(JsonElement json) => new(
        new CaseResult
        {
            File = Text(json, "file"),
            Title = Text(json, "title"),
            Case = [.. json.GetProperty("case").EnumerateObject().Select(pair => new CaseValue(pair.Name, pair.Value.GetString() ?? ""))],
            Kernel = Text(json, "kernel"),
            Status = Text(json, "status") switch { "passed" => ResultStatus.Passed, "failed" => ResultStatus.Failed, _ => ResultStatus.Error },
            Diagnostics = List(json, "diagnostics", Diagnostic),
            Snapshots = List(json, "snapshots", Snapshot),
        },
        json.TryGetProperty("skipped", out JsonElement skipped) ? skipped.GetString() : null,
        json.TryGetProperty("observed", out _) ? List(json, "observed", Observed) : []);

    private static ResultDiagnostic Diagnostic(JsonElement json)
    {
        Place place = PlaceOf(json);
        return new ResultDiagnostic(Text(json, "code"), ResultSeverity.Error, place.Line, place.Column, Text(json, "message")) { File = place.File };
    }

    private static SnapshotResult Snapshot(JsonElement json)
    {
        JsonElement counters = json.GetProperty("counters");
        return new SnapshotResult(
            Text(json, "name"),
            List(json, "processes", Process),
            new CounterSnapshot(Counters(counters, "vmstat"), Counters(counters, "sysfs"), counters.GetProperty("faults").GetInt64()));
    }

    private static ProcessSnapshot Process(JsonElement json) => new(Text(json, "name"), List(json, "mappings", Mapping));

    private static MappingSnapshot Mapping(JsonElement json)
    {
        MappingSnapshot mapping = MappingOf(json);
        long end = mapping.Runs.Count == 0 ? 0 : mapping.Runs[^1].Page + mapping.Runs[^1].Pages;
        return end == mapping.Pages
            ? mapping
            : throw new FormatException($"the runs of '{mapping.Name}' do not end where it does");
    }

    private static MappingSnapshot MappingOf(JsonElement json) => new(
        Text(json, "name"),
        Address(Text(json, "start")),
        json.GetProperty("pages").GetInt64(),
        Runs(json));

    private static long Address(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{text}' is no address");

    private static LayoutRuns Runs(JsonElement json)
    {
        ImmutableArray<LayoutRun> runs = List(json, "runs", Run);
        long end = 0;
        foreach (LayoutRun run in runs)
        {
            if (run.Page != end || run.Pages < 1 || run.Pages > PagesMax - end || run.Order is < 0 or > OrderMax || run.Offset < 0 || run.Offset >= 1 << run.Order)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the run at page {run.Page} cannot be"));
            }

            end += run.Pages;
        }

        return new LayoutRuns([.. runs]);
    }

    private static LayoutRun Run(JsonElement json)
    {
        long page = json.GetProperty("page").GetInt64();
        long pages = json.GetProperty("pages").GetInt64();
        RunKind kind = Text(json, "kind") switch
        {
            "none" => RunKind.None,
            "folio" => RunKind.Folio,
            "zero" => RunKind.Zero,
            "huge-zero" => RunKind.HugeZero,
            "swap" => RunKind.Swap,
            var other => throw new FormatException($"'{other}' is no kind of run"),
        };
        return kind != RunKind.Folio
            ? new LayoutRun(page, pages, kind, -1, 0, 0, false, false, -1)
            : new LayoutRun(
                page,
                pages,
                kind,
                json.GetProperty("folio").GetInt32(),
                json.GetProperty("order").GetInt32(),
                json.GetProperty("offset").GetInt32(),
                json.GetProperty("pmd").GetBoolean(),
                json.GetProperty("shared").GetBoolean(),
                -1);
    }

    private static Observation Observed(JsonElement json) => new(
        PlaceOf(json),
        json.GetProperty("held").GetBoolean(),
        Text(json, "value"),
        json.TryGetProperty("runs", out _) ? Runs(json) : LayoutRuns.Empty);

    private static Place PlaceOf(JsonElement json) => new(
        json.TryGetProperty("file", out JsonElement file) ? file.GetString() : null,
        json.GetProperty("line").GetInt32(),
        json.GetProperty("column").GetInt32());

    private static ImmutableArray<Counter> Counters(JsonElement json, string name) =>
    [
        .. json.GetProperty(name).EnumerateObject()
            .Select(pair => new Counter(pair.Name, pair.Value.GetInt64()))
            .OrderBy(counter => counter.Name, StringComparer.Ordinal),
    ];

    private static ImmutableArray<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        [.. json.GetProperty(name).EnumerateArray().Select(read)];

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is no text");
}
