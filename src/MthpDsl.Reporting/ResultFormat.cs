using System.Collections.Immutable;
using MthpDsl.Reporting.Json;
using MthpDsl.Reporting.Text;

namespace MthpDsl.Reporting;

/// <summary>A format of results: its name on the command line, and how to make its printer. A new format is a row here.</summary>
/// <param name="Name">The value of <c>--format</c>.</param>
/// <param name="Help">One line that says what it is for.</param>
/// <param name="Create">Makes a printer that writes UTF-8 without a byte order mark to the stream.</param>
public sealed record ResultFormat(string Name, string Help, Func<Stream, PrinterOptions, IResultPrinter> Create)
{
    /// <summary>Every format, <c>text</c> first.</summary>
    public static ImmutableArray<ResultFormat> All { get; } =
    [
        new("text", "Layouts, pictures and messages for people.", (output, options) => new TextPrinter(output, options)),
        new("json", "One document, the language's \"Result\".", (output, _) => new JsonPrinter(output)),
    ];

    /// <summary>The format of a name, or null.</summary>
    public static ResultFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
