using System.Collections.Immutable;
using MthpDsl.Reporting.GitHub;
using MthpDsl.Reporting.Html;
using MthpDsl.Reporting.Json;
using MthpDsl.Reporting.JUnit;
using MthpDsl.Reporting.Ktap;
using MthpDsl.Reporting.NdJson;
using MthpDsl.Reporting.Sarif;
using MthpDsl.Reporting.Text;

namespace MthpDsl.Reporting;

/// <summary>A format of results: its name on the command line, and how to make its printer. A new format is a row here.</summary>
/// <param name="Name">The value of <c>--format</c>.</param>
/// <param name="Help">One line that says what it is for.</param>
/// <param name="Create">Makes a printer that writes UTF-8 without a byte order mark to the stream.</param>
/// <example><code>Console.WriteLine(ResultFormat.All.Any(format =&gt; format.Name == "text")); // True</code></example>
public sealed record ResultFormat(string Name, string Help, Func<Stream, PrinterOptions, IResultPrinter> Create)
{
    /// <summary>Every format, <c>text</c> first.</summary>
    public static ImmutableArray<ResultFormat> All { get; } =
    [
        new("text", "Layouts, pictures and messages for people.", (output, options) => new TextPrinter(output, options)),
        new("json", "One document, the language's \"Result\".", (output, _) => new JsonPrinter(output)),
        new("ndjson", "The same as events, a line of JSON each, while it runs.", (output, _) => new NdJsonPrinter(output)),
        new("junit", "JUnit's XML, for CI servers.", (output, _) => new JUnitPrinter(output)),
        new("sarif", "SARIF 2.1.0, for code scanning and editors.", (output, _) => new SarifPrinter(output)),
        new("github", "Annotations of a GitHub workflow.", (output, _) => new GitHubPrinter(output)),
        new("ktap", "KTAP version 1, as the kernel's own tests print.", (output, options) => new KtapPrinter(output, options.Files)),
        new("html", "One page with drawings, for a browser.", (output, _) => new HtmlPrinter(output)),
        new("svg", "The drawings alone, for documents.", (output, _) => new SvgPrinter(output)),
    ];

    /// <summary>The format of a name, or null.</summary>
    public static ResultFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
