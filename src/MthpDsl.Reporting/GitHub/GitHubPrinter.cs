using System.Globalization;
using System.Text;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.GitHub;

/// <summary>Commands of a GitHub workflow: every message becomes an annotation at its line of the change. One that several cases repeat is made once.</summary>
internal sealed class GitHubPrinter : IResultPrinter
{
    private readonly StreamWriter _writer;
    private readonly DistinctDiagnostics _seen = new();

    public GitHubPrinter(Stream output) =>
        _writer = new StreamWriter(output, new UTF8Encoding(false), 16384, leaveOpen: true) { NewLine = "\n" };

    public void Write(CaseResult result)
    {
        foreach (ResultDiagnostic diagnostic in _seen.NewOf(result))
        {
            string command = diagnostic.Severity == ResultSeverity.Error ? "error" : "warning";
            string file = Property(diagnostic.File ?? result.File);
            string title = Property(diagnostic.Code + " " + DiagnosticTexts.Name(result));
            int endColumn = diagnostic.Column + diagnostic.Length;
            _writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"::{command} file={file},line={diagnostic.Line},endLine={diagnostic.Line},col={diagnostic.Column},endColumn={endColumn},title={title}::{Data(DiagnosticTexts.Sentence(diagnostic))}"));
        }

        _writer.Flush();
    }

    public void Complete(RunSummary summary)
    {
        _writer.WriteLine(summary.ToString());
        _writer.Flush();
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>What is left of a text after the control characters, which <see cref="Printable"/> has shown by number: only <c>%</c> is special.</summary>
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) => Data(Printable.Of(text))
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
