using System.Globalization;
using System.Text;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Ktap;

/// <summary>
/// Version 1 of KTAP, the protocol of the kernel's own tests: a test for each file, a test below it for each case, messages as
/// diagnostic lines before the line they belong to.
/// </summary>
internal sealed class KtapPrinter : FilePrinter
{
    private readonly StreamWriter _writer;
    private int _files;

    public KtapPrinter(Stream output, int? files)
    {
        _writer = new StreamWriter(output, new UTF8Encoding(false), 16384, leaveOpen: true) { NewLine = "\n" };
        _writer.WriteLine("KTAP version 1");
        if (files is { } count)
        {
            _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1..{count}"));
        }
    }

    protected override void WriteFile(IReadOnlyList<CaseResult> cases)
    {
        string file = Description(cases[0].File);
        _writer.WriteLine("  KTAP version 1");
        _writer.WriteLine("  # Subtest: " + file);
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  1..{cases.Count}"));
        for (int i = 0; i < cases.Count; i++)
        {
            WriteDiagnostics(cases[i]);
            WriteLine("  ", cases[i].Status == ResultStatus.Passed, i + 1, Description(DiagnosticTexts.Name(cases[i])));
        }

        WriteLine("", cases.All(result => result.Status == ResultStatus.Passed), ++_files, file);
        _writer.Flush();
    }

    protected override void Finish() => _writer.Flush();

    protected override void Dispose(bool disposing) => _writer.Dispose();

    private void WriteDiagnostics(CaseResult result)
    {
        foreach (string line in DiagnosticTexts.Of(result, result.Diagnostics).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _writer.WriteLine("  # " + line);
        }
    }

    private void WriteLine(string indent, bool isOk, int number, string description) =>
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{indent}{(isOk ? "ok" : "not ok")} {number} {description}"));

    /// <summary>A description ends where <c>#</c> begins a directive such as SKIP, so none of its own may stand in it.</summary>
    private static string Description(string name) => Printable.Of(name).Replace("#", "\\u{23}", StringComparison.Ordinal).Trim();
}
