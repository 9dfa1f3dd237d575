using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Json;

/// <summary>One case as an object of the language's "Result" document.</summary>
internal sealed class CaseJson : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _lineJson;

    public CaseJson(Utf8JsonWriter json)
    {
        _json = json;
        _lineJson = new Utf8JsonWriter(_line);
    }

    public void Write(CaseResult result)
    {
        _json.WriteStartObject();
        WriteName(result);
        WriteStatus(result.Status);
        WriteDiagnostics(result);
        _json.WriteStartArray("snapshots");
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            _json.WriteStartObject();
            WriteMembers(snapshot);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>The members that say which case it is.</summary>
    public void WriteName(CaseResult result)
    {
        _json.WriteString("file", result.File);
        _json.WriteString("title", result.Title);
        WriteCase(result);
        _json.WriteString("kernel", result.Kernel);
    }

    /// <summary>The member that says how it ended.</summary>
    public void WriteStatus(ResultStatus status) => _json.WriteString("status", StatusName(status));

    /// <summary>The members of a message.</summary>
    public void WriteMembers(ResultDiagnostic diagnostic)
    {
        _json.WriteString("code", diagnostic.Code);
        _json.WriteString("severity", diagnostic.Severity == ResultSeverity.Error ? "error" : "warning");
        _json.WriteNumber("line", diagnostic.Line);
        _json.WriteNumber("column", diagnostic.Column);
        _json.WriteString("message", diagnostic.Message);
    }

    /// <summary>The members of a snapshot.</summary>
    public void WriteMembers(SnapshotResult snapshot)
    {
        _json.WriteString("name", snapshot.Name);
        _json.WriteStartArray("processes");
        foreach (ProcessSnapshot process in snapshot.Processes)
        {
            _json.WriteStartObject();
            _json.WriteString("name", process.Name);
            _json.WriteStartArray("mappings");
            foreach (MappingSnapshot mapping in process.Mappings)
            {
                WriteMapping(mapping);
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        WriteCounters(snapshot.Counters);
    }

    public void Dispose() => _lineJson.Dispose();

    private static string StatusName(ResultStatus status) => status switch
    {
        ResultStatus.Passed => "passed",
        ResultStatus.Failed => "failed",
        _ => "error",
    };

    private void WriteCase(CaseResult result)
    {
        _json.WriteStartObject("case");
        foreach (CaseValue value in result.Case)
        {
            _json.WriteString(value.Name, value.Value);
        }

        _json.WriteEndObject();
    }

    private void WriteDiagnostics(CaseResult result)
    {
        _json.WriteStartArray("diagnostics");
        foreach (ResultDiagnostic diagnostic in result.Diagnostics)
        {
            _json.WriteStartObject();
            WriteMembers(diagnostic);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteMapping(MappingSnapshot mapping)
    {
        _json.WriteStartObject();
        _json.WriteString("name", mapping.Name);
        _json.WriteString("start", "0x" + mapping.Start.ToString("x", CultureInfo.InvariantCulture));
        _json.WriteNumber("pages", mapping.Pages);
        _json.WriteStartArray("runs");
        foreach (LayoutRun stretch in mapping.Runs)
        {
            foreach (LayoutRun run in stretch.Each())
            {
                WriteRun(run);
            }

            FlushLargeBuffer();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>A run is one line, so that a layout of a thousand runs stays readable.</summary>
    private void WriteRun(LayoutRun run)
    {
        _line.ResetWrittenCount();
        BeginLine();
        _lineJson.Reset();
        _lineJson.WriteStartObject();
        _lineJson.WriteNumber("page", run.Page);
        _lineJson.WriteNumber("pages", run.Pages);
        _lineJson.WriteString("kind", KindName(run.Kind));
        if (run.Kind == RunKind.Folio)
        {
            _lineJson.WriteNumber("folio", run.Folio);
            _lineJson.WriteNumber("order", run.Order);
            _lineJson.WriteNumber("offset", run.Offset);
            _lineJson.WriteBoolean("pmd", run.IsPmdMapped);
            _lineJson.WriteBoolean("shared", run.IsShared);
        }

        _lineJson.WriteEndObject();
        _lineJson.Flush();
        _json.WriteRawValue(_line.WrittenSpan, skipInputValidation: true);
    }

    private void BeginLine()
    {
        if (!_json.Options.Indented)
        {
            return;
        }

        _line.Write("\n"u8);
        for (int level = 0; level < _json.CurrentDepth; level++)
        {
            _line.Write("  "u8);
        }
    }

    private static string KindName(RunKind kind) => kind switch
    {
        RunKind.Folio => "folio",
        RunKind.Zero => "zero",
        RunKind.HugeZero => "huge-zero",
        RunKind.Swap => "swap",
        _ => "none",
    };

    private void WriteCounters(CounterSnapshot counters)
    {
        _json.WriteStartObject("counters");
        WriteCounterGroup("vmstat", counters.Vmstat);
        WriteCounterGroup("sysfs", counters.Sysfs);
        _json.WriteNumber("faults", counters.Faults);
        _json.WriteEndObject();
    }

    private void WriteCounterGroup(string name, IEnumerable<Counter> counters)
    {
        _json.WriteStartObject(name);
        foreach (Counter counter in counters)
        {
            _json.WriteNumber(counter.Name, counter.Value);
        }

        _json.WriteEndObject();
    }

    private void FlushLargeBuffer()
    {
        const int LargeBuffer = 1 << 20;
        if (_json.BytesPending > LargeBuffer)
        {
            _json.Flush();
        }
    }
}
