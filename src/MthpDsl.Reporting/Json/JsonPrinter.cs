using System.Text.Json;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Json;

/// <summary>The language's "Result" document: the same cases give the same bytes.</summary>
internal sealed class JsonPrinter : IResultPrinter
{
    private readonly JsonResultStream _stream;
    private readonly Utf8JsonWriter _json;
    private readonly CaseJson _cases;

    public JsonPrinter(Stream output)
    {
        _stream = new JsonResultStream(output, "results");
        _json = _stream.Json;
        _cases = new CaseJson(_json);
    }

    public void Write(CaseResult result)
    {
        _cases.Write(result);
        _json.Flush();
    }

    public void Complete(RunSummary summary) => _stream.Complete();

    public void Dispose()
    {
        _stream.Dispose();
        _cases.Dispose();
    }
}
