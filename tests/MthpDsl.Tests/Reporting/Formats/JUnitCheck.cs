using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>What must hold of a JUnit report: the schema beside this file, and that its counts count.</summary>
internal static class JUnitCheck
{
    public static void Check(string text)
    {
        XmlSchemaSet schemas = new();
        using XmlReader schema = XmlReader.Create(Repository.Path("tests", "MthpDsl.Tests", "Reporting", "Formats", "junit.xsd"));
        schemas.Add(null, schema);
        XmlReaderSettings strict = new() { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit };
        using XmlReader reader = XmlReader.Create(new StringReader(text), strict);
        XDocument document = XDocument.Load(reader);
        List<string> faults = [];
        document.Validate(schemas, (_, fault) => faults.Add(fault.Message));
        Assert.Empty(faults);
        foreach (XElement suite in document.Root!.Elements())
        {
            Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, suite.Descendants("failure").Count());
            Assert.Equal((int)suite.Attribute("errors")!, suite.Descendants("error").Count());
        }
    }
}
