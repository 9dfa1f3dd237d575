using System.Xml;
using System.Xml.Linq;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>What must hold of a page and of a picture: well-formed, of known elements only, and nothing in it runs or refers elsewhere.</summary>
internal static class DrawingCheck
{
    private static readonly HashSet<string> _elements =
    [
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span", "section", "div", "pre", "table", "tr", "th", "td",
        "details", "summary", "svg", "defs", "pattern", "g", "rect", "path", "text",
    ];

    private static readonly HashSet<string> _attributes =
    [
        "lang", "charset", "class", "role", "id", "width", "height", "viewBox", "x", "y", "d", "patternUnits", "transform", "xmlns",
    ];

    public static void Check(string text)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Ignore });
        XDocument document = XDocument.Load(reader);
        Assert.Contains(document.Root!.Name.LocalName, (string[])["html", "svg"]);
        Assert.Empty(document.Descendants().Select(element => element.Name.LocalName).Where(name => !_elements.Contains(name)));
        Assert.Empty(document.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Where(name => !_attributes.Contains(name)));
    }
}
