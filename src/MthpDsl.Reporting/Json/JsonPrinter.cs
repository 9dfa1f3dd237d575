using System.Text.Encodings.Web;
using System.Text.Json;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Json;

/// <summary>The language's "Result" document: the same cases give the same bytes.</summary>
internal sealed class JsonPrinter : IResultPrinter
{
    private readonly Stream _output;
    private readonly Utf8JsonWriter _json;
    private readonly CaseJson _cases;

    public JsonPrinter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        _cases = new CaseJson(_json);
        _json.WriteStartObject();
        _json.WriteNumber("schema", ResultDocument.Schema);
        _json.WriteStartArray("results");
    }

    public void Write(CaseResult result)
    {
        _cases.Write(result);
        _json.Flush();
    }

    public void Complete(RunSummary summary)
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        _json.Dispose();
        _cases.Dispose();
    }
}
