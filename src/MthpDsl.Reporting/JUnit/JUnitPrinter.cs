using System.Text;
using System.Xml;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.JUnit;

/// <summary>
/// The XML of JUnit that CI servers read: a suite for each file, a test for each case. It holds no times, so that the same run
/// gives the same bytes.
/// </summary>
internal sealed class JUnitPrinter : FilePrinter
{
    private readonly Stream _output;
    private readonly XmlWriter _xml;

    public JUnitPrinter(Stream output)
    {
        _output = output;
        _xml = XmlWriter.Create(output, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            CloseOutput = false,
        });
        _xml.WriteStartDocument();
        _xml.WriteStartElement("testsuites");
        _xml.WriteAttributeString("name", "mthp");
    }

    protected override void WriteFile(IReadOnlyList<CaseResult> cases)
    {
        _xml.WriteStartElement("testsuite");
        _xml.WriteAttributeString("name", Printable.Of(cases[0].File));
        WriteCount("tests", cases.Count);
        WriteCount("failures", cases.Count(result => result.Status == ResultStatus.Failed));
        WriteCount("errors", cases.Count(result => result.Status == ResultStatus.Error));
        foreach (CaseResult result in cases)
        {
            WriteCase(result);
        }

        _xml.WriteEndElement();
        _xml.Flush();
    }

    protected override void Finish()
    {
        _xml.WriteEndDocument();
        _xml.Flush();
        _output.WriteByte((byte)'\n');
    }

    protected override void Dispose(bool disposing) => _xml.Dispose();

    private void WriteCase(CaseResult result)
    {
        _xml.WriteStartElement("testcase");
        _xml.WriteAttributeString("name", DiagnosticTexts.Name(result));
        _xml.WriteAttributeString("classname", ClassName(result.File));
        _xml.WriteAttributeString("file", Printable.Of(result.File));
        if (result.Status != ResultStatus.Passed)
        {
            WriteFault(result);
        }

        ResultDiagnostic[] warnings = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Warning)];
        if (warnings.Length > 0)
        {
            _xml.WriteElementString("system-err", DiagnosticTexts.Of(result, warnings));
        }

        _xml.WriteEndElement();
    }

    private void WriteFault(CaseResult result)
    {
        ResultDiagnostic[] errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error)];
        _xml.WriteStartElement(result.Status == ResultStatus.Failed ? "failure" : "error");
        _xml.WriteAttributeString("message", DiagnosticTexts.Headline(result));
        _xml.WriteAttributeString("type", errors.Length == 0 ? "" : errors[0].Code);
        _xml.WriteString(DiagnosticTexts.Of(result, errors));
        _xml.WriteEndElement();
    }

    private void WriteCount(string name, int count) => _xml.WriteAttributeString(name, XmlConvert.ToString(count));

    /// <summary>Readers make a tree of the dots: <c>scenarios/seed/first.mthp</c> is <c>scenarios.seed.first</c>.</summary>
    private static string ClassName(string file) =>
        string.Join('.', Printable.Of(Path.ChangeExtension(file, null)!).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")));
}
