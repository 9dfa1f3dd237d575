using System.Globalization;
using MthpDsl.Reporting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scripting.Repl;

namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Prints the answers of a session.</summary>
/// <param name="writer">Where to.</param>
/// <param name="options">The width, and whether there is colour.</param>
internal sealed class ReplPrinter(TextWriter writer, PrinterOptions options)
{
    private readonly Style _style = new(options.Colour);

    /// <summary>Prints one answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isOneLine">The input had one line, so that its number says nothing.</param>
    public void Print(ReplAnswer answer, bool isOneLine)
    {
        foreach (ResultDiagnostic diagnostic in answer.Diagnostics)
        {
            Print(diagnostic, isOneLine);
        }

        foreach (string line in answer.Lines)
        {
            writer.WriteLine(line);
        }

        MomentsText.Write(writer, answer.Moments, answer.PageSize, options.Width);
        writer.Flush();
    }

    private void Print(ResultDiagnostic diagnostic, bool isOneLine)
    {
        string code = diagnostic.Code.Length == 0 ? "" : " " + diagnostic.Code;
        string line = (isOneLine || diagnostic.SourceLine is null) && diagnostic.File is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{diagnostic.File} line {diagnostic.Line}: ").TrimStart();
        writer.WriteLine($"{line}{_style.Severity(diagnostic.Severity)}{code}: {Printable.Of(diagnostic.Summary ?? diagnostic.Message)}");
        if (diagnostic.SourceLine is { } source)
        {
            string shown = Printable.Of(source.Replace('\t', ' '));
            writer.WriteLine("  " + shown);
            writer.WriteLine("  " + new string(' ', diagnostic.Column - 1) + new string('^', diagnostic.Length));
        }

        if (diagnostic.Expected is not null)
        {
            writer.WriteLine("  expected  " + diagnostic.Expected);
            writer.WriteLine("  found     " + diagnostic.Actual);
        }

        if (diagnostic.Mend is not null)
        {
            writer.WriteLine("  = " + diagnostic.Mend);
        }
    }
}
