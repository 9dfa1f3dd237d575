using System.Globalization;
using System.Text;
using System.Xml;
using MthpDsl.Reporting.Pictures;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Html;

/// <summary>
/// Results as one page that needs nothing else: for each case its messages, its drawings, its layouts to be pasted, its counters. It
/// has no script, and what a scenario says is text in it, never markup.
/// </summary>
internal sealed class HtmlPrinter : IResultPrinter
{
    private readonly XmlWriter _xml;
    private readonly LayoutSvg _svg;

    public HtmlPrinter(Stream output)
    {
        _xml = XmlWriter.Create(output, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            OmitXmlDeclaration = true,
            Indent = true,
            IndentChars = "",
            NewLineChars = "\n",
        });
        _svg = new LayoutSvg(_xml);
        WriteHead();
    }

    public void Write(CaseResult result)
    {
        _xml.WriteStartElement("section");
        string status = result.Status.ToString().ToLowerInvariant();
        _xml.WriteStartElement("h2");
        Element("span", status, status);
        _xml.WriteString(" " + Printable.Of(result.DisplayName));
        _xml.WriteEndElement();
        Element("p", "where", Printable.Of(result.File) + (result.Kernel.Length == 0 ? "" : ", kernel " + Printable.Of(result.Kernel)));
        foreach (ResultDiagnostic diagnostic in result.Diagnostics)
        {
            WriteDiagnostic(diagnostic, result.File);
        }

        foreach (SnapshotStack stack in SnapshotStack.Of(result))
        {
            WriteStack(stack);
        }

        WriteCounters(result);
        _xml.WriteEndElement();
        _xml.Flush();
    }

    public void Complete(RunSummary summary)
    {
        Element("p", "sum", summary.ToString());
        _xml.WriteEndDocument();
        _xml.Flush();
    }

    public void Dispose() => _xml.Dispose();

    private void WriteHead()
    {
        _xml.WriteDocType("html", null, null, null);
        _xml.WriteStartElement("html");
        _xml.WriteAttributeString("lang", "en");
        _xml.WriteStartElement("head");
        _xml.WriteStartElement("meta");
        _xml.WriteAttributeString("charset", "utf-8");
        _xml.WriteEndElement();
        _xml.WriteElementString("title", "mthp: which folios back this memory");
        _xml.WriteElementString("style", PageStyle.Page);
        _xml.WriteEndElement();
        _xml.WriteStartElement("body");
        _xml.WriteElementString("h1", "Which folios back this memory");
        Element("p", "where", PageStyle.Legend);
        _xml.WriteStartElement("svg");
        _xml.WriteAttributeString("width", "0");
        _xml.WriteAttributeString("height", "0");
        _svg.WritePatterns();
        _xml.WriteEndElement();
    }

    private void WriteDiagnostic(ResultDiagnostic diagnostic, string file)
    {
        using StringWriter text = new() { NewLine = "\n" };
        new DiagnosticText(120, new Style(colour: false)).Write(text, diagnostic, file);
        _xml.WriteStartElement("div");
        _xml.WriteAttributeString("class", diagnostic.Severity == ResultSeverity.Error ? "error" : "warning");
        _xml.WriteElementString("pre", text.ToString().TrimEnd());
        _xml.WriteEndElement();
    }

    private void WriteStack(SnapshotStack stack)
    {
        int height = LayoutSvg.HeightOf(stack);
        _xml.WriteElementString("h3", Printable.Of(stack.Title) + " " + stack.Size.ToString());
        _xml.WriteStartElement("svg");
        _xml.WriteAttributeString("role", "img");
        _xml.WriteAttributeString("width", Number(LayoutSvg.Width));
        _xml.WriteAttributeString("height", Number(height));
        _xml.WriteAttributeString("viewBox", $"0 0 {Number(LayoutSvg.Width)} {Number(height)}");
        _svg.Write(stack);
        _xml.WriteEndElement();
        _xml.WriteStartElement("table");
        foreach (Moment moment in stack.Moments)
        {
            _xml.WriteStartElement("tr");
            _xml.WriteElementString("th", Printable.Of(moment.Name));
            _xml.WriteElementString("td", LayoutText.Of(moment.Mapping.Runs, stack.Geometry));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteCounters(CaseResult result)
    {
        if (result.Snapshots.IsEmpty)
        {
            return;
        }

        _xml.WriteStartElement("details");
        _xml.WriteElementString("summary", "counters since the beginning");
        _xml.WriteStartElement("table");
        Row("th", "", result.Snapshots.Select(snapshot => Printable.Of(snapshot.Name)));
        foreach (string name in result.Snapshots.SelectMany(snapshot => CountersOf(snapshot).Select(counter => counter.Name)).Distinct())
        {
            Row("td", name, result.Snapshots.Select(snapshot => Number(CountersOf(snapshot).FirstOrDefault(counter => counter.Name == name)?.Value ?? 0)));
        }

        Row("td", "faults", result.Snapshots.Select(snapshot => Number(snapshot.Counters.Faults)));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private static IEnumerable<Counter> CountersOf(SnapshotResult snapshot) => snapshot.Counters.Vmstat.Concat(snapshot.Counters.Sysfs);

    private void Row(string element, string name, IEnumerable<string> values)
    {
        _xml.WriteStartElement("tr");
        _xml.WriteStartElement("th");
        _xml.WriteString(name);
        _xml.WriteFullEndElement();
        foreach (string value in values)
        {
            Element(element, "number", value);
        }

        _xml.WriteEndElement();
    }

    private void Element(string name, string kind, string text)
    {
        _xml.WriteStartElement(name);
        _xml.WriteAttributeString("class", kind);
        _xml.WriteString(text);
        _xml.WriteFullEndElement();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
