using System.Globalization;
using System.Text;
using System.Xml;
using MthpDsl.Reporting.Pictures;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Html;

/// <summary>
/// The drawings alone, as one picture: for slides, mails and pages of documentation. Its height is known at the end, so the
/// cases are held until then.
/// </summary>
internal sealed class SvgPrinter(Stream output) : IResultPrinter
{
    private const int TitleHeight = 26;
    private const int Margin = 8;

    private readonly List<(string Title, SnapshotStack Stack)> _drawings = [];

    public void Write(CaseResult result)
    {
        foreach (SnapshotStack stack in SnapshotStack.Of(result))
        {
            string title = $"{stack.Title} {stack.Size}: {result.DisplayName} ({result.Kernel})";
            _drawings.Add((Printable.Of(title), stack));
        }
    }

    public void Complete(RunSummary summary)
    {
        using XmlWriter xml = XmlWriter.Create(output, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            IndentChars = "",
            NewLineChars = "\n",
        });
        LayoutSvg svg = new(xml);
        int height = Margin + _drawings.Sum(drawing => TitleHeight + LayoutSvg.HeightOf(drawing.Stack));
        xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        string size = string.Create(CultureInfo.InvariantCulture, $"{LayoutSvg.Width + (2 * Margin)} {height}");
        xml.WriteAttributeString("viewBox", "0 0 " + size);
        xml.WriteElementString("style", PageStyle.Drawing);
        svg.WritePatterns();
        int top = 0;
        foreach ((string title, SnapshotStack stack) in _drawings)
        {
            WriteDrawing(xml, svg, title, stack, top);
            top += TitleHeight + LayoutSvg.HeightOf(stack);
        }

        xml.WriteEndElement();
    }

    public void Dispose()
    {
    }

    private static void WriteDrawing(XmlWriter xml, LayoutSvg svg, string title, SnapshotStack stack, int top)
    {
        xml.WriteStartElement("g");
        xml.WriteAttributeString("transform", string.Create(CultureInfo.InvariantCulture, $"translate({Margin} {top})"));
        xml.WriteStartElement("text");
        xml.WriteAttributeString("y", "18");
        xml.WriteString(title);
        xml.WriteEndElement();
        xml.WriteStartElement("g");
        xml.WriteAttributeString("transform", string.Create(CultureInfo.InvariantCulture, $"translate(0 {TitleHeight})"));
        svg.Write(stack);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
