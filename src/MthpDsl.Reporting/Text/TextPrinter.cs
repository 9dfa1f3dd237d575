using System.Text;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Text;

/// <summary>Results for people: a heading per case, its messages, its pictures and layouts, its counters, and the sum.</summary>
internal sealed class TextPrinter : IResultPrinter
{
    private readonly StreamWriter _writer;
    private readonly PrinterOptions _options;

    public TextPrinter(Stream output, PrinterOptions options)
    {
        _writer = new StreamWriter(output, new UTF8Encoding(false), 16384, leaveOpen: true) { NewLine = "\n" };
        _options = options;
    }

    public void Write(CaseResult result)
    {
        Style style = new(_options.Colour);
        _writer.WriteLine(style.Status(result.Status) + "  " + Heading(result));
        DiagnosticText diagnostics = new(_options.Width, style);
        foreach (ResultDiagnostic diagnostic in result.Diagnostics)
        {
            diagnostics.Write(_writer, diagnostic, result.File);
        }

        SnapshotText.Write(_writer, result, _options.Width);
        _writer.WriteLine();
        _writer.Flush();
    }

    public void Complete(RunSummary summary)
    {
        _writer.WriteLine(summary.ToString());
        _writer.Flush();
    }

    public void Dispose() => _writer.Dispose();

    private static string Heading(CaseResult result)
    {
        // Of standard input and of the command line there is no other title than what they are called.
        string name = result.Title == result.File ? result.DisplayName : result.File + ": " + result.DisplayName;
        string heading = Printable.Of(name);
        return result.Kernel.Length == 0 ? heading : heading + " (" + Printable.Of(result.Kernel) + ")";
    }
}
