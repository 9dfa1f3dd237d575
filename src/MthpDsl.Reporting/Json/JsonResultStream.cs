using System.Text.Encodings.Web;
using System.Text.Json;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Json;

/// <summary>A JSON document with a schema number and one array that grows while results arrive.</summary>
internal sealed class JsonResultStream : IDisposable
{
    private readonly Stream _output;

    /// <summary>Begins the document.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="array">What the array is called.</param>
    public JsonResultStream(Stream output, string array)
    {
        _output = output;
        Json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        Json.WriteStartObject();
        Json.WriteNumber("schema", ResultDocument.Schema);
        Json.WriteStartArray(array);
    }

    /// <summary>Writes inside the array.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Ends the document with a newline.</summary>
    public void Complete()
    {
        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.Flush();
        _output.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();
}
