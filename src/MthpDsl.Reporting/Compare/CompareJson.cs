using System.Text.Json;
using MthpDsl.Reporting.Json;
using MthpDsl.Scenarios.Comparing;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Compare;

/// <summary>Comparisons as one JSON document: every kernel's result as the "Result" document has it, and what differs.</summary>
internal sealed class CompareJson : IDisposable
{
    private readonly JsonResultStream _stream;
    private readonly Utf8JsonWriter _json;
    private readonly CaseJson _cases;

    /// <summary>Begins the document.</summary>
    /// <param name="output">Where to; it stays open.</param>
    public CompareJson(Stream output)
    {
        _stream = new JsonResultStream(output, "comparisons");
        _json = _stream.Json;
        _cases = new CaseJson(_json);
    }

    /// <summary>Writes one case.</summary>
    public void Write(Comparison comparison)
    {
        _json.WriteStartObject();
        _json.WriteStartArray("results");
        foreach (CaseResult result in comparison.Results)
        {
            _cases.Write(result);
        }

        _json.WriteEndArray();
        WriteLayouts(comparison);
        WriteRows("counters", comparison, comparison.Counters().Where(row => row.Differs));
        WriteRows("heldForWritingPages", comparison, comparison.WriteHolds());
        WriteRows("longestHoldForWritingPages", comparison, comparison.LongestWriteHolds());
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Ends the document.</summary>
    public void Complete() => _stream.Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        _cases.Dispose();
        _stream.Dispose();
    }

    private void WriteLayouts(Comparison comparison)
    {
        _json.WriteStartArray("layouts");
        foreach (MappingComparison mapping in comparison.Mappings().Where(mapping => mapping.AnyDiffers))
        {
            _json.WriteStartObject();
            _json.WriteString("snapshot", mapping.Snapshot);
            _json.WriteString("process", mapping.Process);
            _json.WriteString("mapping", mapping.Mapping);
            _json.WriteStartArray("differs");
            for (int i = 1; i < comparison.Results.Length; i++)
            {
                if (mapping.Differs(i))
                {
                    _json.WriteStringValue(comparison.Results[i].Kernel);
                }
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteRows(string name, Comparison comparison, IEnumerable<CounterComparison> rows)
    {
        _json.WriteStartObject(name);
        foreach (CounterComparison row in rows)
        {
            _json.WriteStartObject(row.Name);
            for (int i = 0; i < row.Values.Length; i++)
            {
                _json.WriteNumber(comparison.Results[i].Kernel, row.Values[i]);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }
}
