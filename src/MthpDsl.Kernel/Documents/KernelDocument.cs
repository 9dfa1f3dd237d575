using System.Collections.Immutable;
using System.Text.Json;
using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Kernel.Documents;

/// <summary>The result document that an exported program prints: the language's, and what each expectation saw.</summary>
/// <param name="Cases">In the order of the scenario's cases.</param>
public sealed record KernelDocument(ImmutableArray<KernelCase> Cases)
{
    private const int DepthMax = 16;

    /// <summary>Reads a document.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="KernelException">It is no result document of this version.</exception>
    public static KernelDocument Parse(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DepthMax });
            if (json.RootElement.GetProperty("schema").GetInt32() != ResultDocument.Schema)
            {
                throw new KernelException("the result document is of another version");
            }

            return new KernelDocument([.. json.RootElement.GetProperty("results").EnumerateArray().Select(CaseReader.Read)]);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new KernelException("this is no result document: " + failure.Message, failure);
        }
    }
}
