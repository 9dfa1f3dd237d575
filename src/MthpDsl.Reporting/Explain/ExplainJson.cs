using System.Text.Json;
using MthpDsl.Reporting.Json;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Reporting.Explain;

/// <summary>Every window that was tried as one JSON document.</summary>
internal sealed class ExplainJson : IDisposable
{
    private readonly JsonResultStream _stream;
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins the document.</summary>
    /// <param name="output">Where to; it stays open.</param>
    public ExplainJson(Stream output)
    {
        _stream = new JsonResultStream(output, "explanations");
        _json = _stream.Json;
    }

    /// <summary>Writes one case.</summary>
    public void Write(CaseResult result, MappingPart? part)
    {
        var places = new AddressNames(result);
        PageGeometry geometry = PageGeometry.ForPageSize(result.PageSize) ?? PageGeometry.Pages4K;
        _json.WriteStartObject();
        _json.WriteString("file", result.File);
        _json.WriteString("title", result.DisplayName);
        _json.WriteString("kernel", result.Kernel);
        _json.WriteStartArray("trials");
        foreach (CollapseTrial trial in result.Collapses?.Trials ?? [])
        {
            if (part is null || part.Touches(trial, geometry, places))
            {
                WriteTrial(trial, geometry, places);
            }
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Ends the document.</summary>
    public void Complete() => _stream.Complete();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void WriteTrial(CollapseTrial trial, PageGeometry geometry, AddressNames places)
    {
        _json.WriteStartObject();
        _json.WriteNumber("pass", trial.Pass);
        _json.WriteString("process", trial.Process);
        _json.WriteString("window", places.Range(trial.Process, trial.Address, trial.Address + geometry.SizeOf(trial.Order).Bytes));
        _json.WriteNumber("order", trial.Order);
        _json.WriteString("step", trial.Step.Word());
        _json.WriteString("result", trial.Result.KernelName());
        if (trial.DecidedAt is { } address)
        {
            _json.WriteString("decidedAt", places.Page(trial.Process, address));
        }

        if (trial.Count is { } count && trial.Limit is { } limit)
        {
            _json.WriteNumber("count", count);
            _json.WriteNumber("limit", limit);
        }

        if (trial.Hint is { } hint)
        {
            _json.WriteString("knob", hint.Knob);
            _json.WriteNumber("atLeast", hint.AtLeast);
        }

        _json.WriteEndObject();
    }
}
