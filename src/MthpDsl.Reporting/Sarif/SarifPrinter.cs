using System.Text.Encodings.Web;
using System.Text.Json;
using MthpDsl.Language;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Sarif;

/// <summary>A SARIF 2.1.0 log of one run: the rules are the table of diagnostics, a result is a message at its place.</summary>
internal sealed class SarifPrinter : IResultPrinter
{
    /// <summary>Where the schema of the format is published.</summary>
    public const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;
    private readonly DistinctDiagnostics _seen = new();
    private readonly Dictionary<string, int> _rules = new(StringComparer.Ordinal);

    public SarifPrinter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteString("$schema", Schema);
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        WriteTool();
        _json.WriteString("columnKind", "utf16CodeUnits");
        _json.WriteStartArray("results");
    }

    public void Write(CaseResult result)
    {
        foreach (ResultDiagnostic diagnostic in _seen.NewOf(result))
        {
            WriteResult(result, diagnostic);
        }

        _json.Flush();
    }

    public void Complete(RunSummary summary)
    {
        _json.WriteEndArray();
        _json.WriteStartArray("invocations");
        _json.WriteStartObject();
        _json.WriteBoolean("executionSuccessful", summary.Errors == 0);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();

    private void WriteTool()
    {
        _json.WriteStartObject("tool");
        _json.WriteStartObject("driver");
        _json.WriteString("name", "mthp");
        _json.WriteStartArray("rules");
        foreach (DiagnosticDescriptor row in DiagnosticTable.All)
        {
            _rules.Add(row.Code, _rules.Count);
            WriteRule(row);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteRule(DiagnosticDescriptor row)
    {
        _json.WriteStartObject();
        _json.WriteString("id", row.Code);
        WriteMessage("shortDescription", row.Title);
        WriteMessage("fullDescription", row.Help);
        _json.WriteStartObject("help");
        _json.WriteString("text", HelpText(row));
        _json.WriteEndObject();
        _json.WriteStartObject("defaultConfiguration");
        _json.WriteString("level", row.Severity == DiagnosticSeverity.Error ? "error" : "warning");
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteResult(CaseResult result, ResultDiagnostic diagnostic)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId", diagnostic.Code);
        if (_rules.TryGetValue(diagnostic.Code, out int index))
        {
            _json.WriteNumber("ruleIndex", index);
        }

        _json.WriteString("level", diagnostic.Severity == ResultSeverity.Error ? "error" : "warning");
        WriteMessage("message", DiagnosticTexts.Sentence(diagnostic));
        _json.WriteStartArray("locations");
        _json.WriteStartObject();
        _json.WriteStartObject("physicalLocation");
        _json.WriteStartObject("artifactLocation");
        _json.WriteString("uri", UriOf(diagnostic.File ?? result.File));
        _json.WriteEndObject();
        WriteRegion(diagnostic);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteStartObject("properties");
        _json.WriteString("case", DiagnosticTexts.Name(result));
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteRegion(ResultDiagnostic diagnostic)
    {
        _json.WriteStartObject("region");
        _json.WriteNumber("startLine", diagnostic.Line);
        _json.WriteNumber("startColumn", diagnostic.Column);
        _json.WriteNumber("endColumn", diagnostic.Column + diagnostic.Length);
        if (diagnostic.SourceLine is { } line)
        {
            WriteMessage("snippet", Printable.Of(line));
        }

        _json.WriteEndObject();
    }

    private void WriteMessage(string name, string text)
    {
        _json.WriteStartObject(name);
        _json.WriteString("text", text);
        _json.WriteEndObject();
    }

    private static string HelpText(DiagnosticDescriptor row)
    {
        string text = row.Help;
        text += row.BadExample.Length == 0 ? "" : "\n\nWrong:\n" + row.BadExample;
        return row.GoodExample.Length == 0 ? text : text + "\n\nRight:\n" + row.GoodExample;
    }

    /// <summary>The file as a relative reference, or with the scheme <c>file</c> where its path is absolute.</summary>
    private static string UriOf(string file)
    {
        string path = string.Join('/', file.Replace('\\', '/').Split('/').Select(part => Uri.EscapeDataString(Printable.Of(part))));
        return path.StartsWith('/') ? "file://" + path : path;
    }
}
