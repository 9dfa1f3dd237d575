using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MthpDsl.Reporting.Json;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.NdJson;

/// <summary>
/// An event a line, each handed on as it happens: <c>case-began</c>, <c>diagnostic</c>, <c>snapshot</c>, <c>case-ended</c>, and once
/// <c>run-ended</c>. Its objects have the members of the language's "Result" document; a message about an included file names it.
/// </summary>
internal sealed class NdJsonPrinter : IResultPrinter, IRunObserver
{
    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;
    private readonly CaseJson _cases;
    private bool _isRunning;

    public NdJsonPrinter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _cases = new CaseJson(_json);
    }

    public void Began(CaseResult began)
    {
        _isRunning = true;
        Event("case-began", () => _cases.WriteName(began));
        foreach (ResultDiagnostic diagnostic in began.Diagnostics)
        {
            Reported(diagnostic);
        }
    }

    public void Reported(ResultDiagnostic diagnostic) => Event("diagnostic", () =>
    {
        _cases.WriteMembers(diagnostic);
        if (diagnostic.File is { } included)
        {
            _json.WriteString("file", included);
        }
    });

    public void Taken(SnapshotResult snapshot) => Event("snapshot", () => _cases.WriteMembers(snapshot));

    public void Write(CaseResult result)
    {
        if (!_isRunning)
        {
            Replay(result);
        }

        _isRunning = false;
        Event("case-ended", () =>
        {
            _cases.WriteName(result);
            _cases.WriteStatus(result.Status);
        });
    }

    public void Complete(RunSummary summary) => Event("run-ended", () =>
    {
        _json.WriteNumber("passed", summary.Passed);
        _json.WriteNumber("failed", summary.Failed);
        _json.WriteNumber("errors", summary.Errors);
    });

    public void Dispose()
    {
        _json.Dispose();
        _cases.Dispose();
    }

    /// <summary>A case that did not run, or whose run nobody told of.</summary>
    private void Replay(CaseResult result)
    {
        Began(result);
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            Taken(snapshot);
        }
    }

    private void Event(string name, Action members)
    {
        _json.WriteStartObject();
        _json.WriteString("event", name);
        members();
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _output.Write("\n"u8);
        _output.Flush();
    }
}
