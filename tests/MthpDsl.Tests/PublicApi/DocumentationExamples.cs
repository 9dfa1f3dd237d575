using System.Text;
using System.Xml.Linq;

namespace MthpDsl.Tests.PublicApi;

/// <summary>The examples in the XML documentation of a library, as one file of C# each.</summary>
internal static class DocumentationExamples
{
    /// <summary>What an example may name without saying so; it has <c>machine</c>, <c>heap</c> and the printing <c>Console</c> from its base.</summary>
    private static readonly string[] _namespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading.Tasks", "Xunit",
        "MthpDsl.Simulation", "MthpDsl.Simulation.Auditing", "MthpDsl.Simulation.Collapse", "MthpDsl.Simulation.Layout", "MthpDsl.Simulation.Statistics",
        "MthpDsl.Simulation.Sysfs", "MthpDsl.Simulation.Tracing", "MthpDsl.Language", "MthpDsl.Scenarios", "MthpDsl.Scenarios.Comparing",
        "MthpDsl.Scenarios.Results", "MthpDsl.Scenarios.Running", "MthpDsl.Scenarios.Sessions", "MthpDsl.Scenarios.Sweeping", "MthpDsl.Scripting",
        "MthpDsl.Scripting.Repl", "MthpDsl.Scripting.Scripts", "MthpDsl.Reporting", "MthpDsl.Testing",
    ];

    /// <summary>The documented members of a library that have an example.</summary>
    public static IEnumerable<DocumentationExample> Of(string library)
    {
        XDocument document = XDocument.Load(Path.Combine(AppContext.BaseDirectory, library + ".xml"));
        return from member in document.Descendants("member")
               where !((string)member.Attribute("name")!).Contains("#ctor", StringComparison.Ordinal) // A primary constructor repeats its type.
               from example in member.Elements("example")
               from code in example.Elements("code")
               select Example((string)member.Attribute("name")!, Dedent(code.Value));
    }

    /// <summary>The examples in C# of a page; a class of its own sees what it needs without a using.</summary>
    public static IEnumerable<DocumentationExample> OfPage(string page, IEnumerable<string> blocks) =>
        blocks.Select((block, i) => Example($"{page}:{i + 1}", string.Join('\n', block.Split('\n').SkipWhile(line => line.StartsWith("using ", StringComparison.Ordinal))).Trim('\n')));

    private static DocumentationExample Example(string member, string code) =>
        new(member, code.Replace("\"scenarios/", $"\"{Repository.Path("scenarios")}/", StringComparison.Ordinal));

    /// <summary>A class that runs an example, or has it among its members.</summary>
    public static string Source(DocumentationExample example, string name)
    {
        bool isMember = example.Code.StartsWith('[') || example.Code.StartsWith("public ", StringComparison.Ordinal);
        StringBuilder text = new();
        foreach (string space in _namespaces)
        {
            text.Append("using ").Append(space).Append(";\n");
        }

        text.Append("using Protection = MthpDsl.Simulation.Protection;\n");
        text.Append("public sealed class ").Append(name).Append(" : MthpDsl.Tests.PublicApi.ExampleWorld\n{\n");
        text.Append(isMember ? "" : "    public override void Run()\n    {\n#line 1 \"" + example.Member + "\"\n").Append(example.Code);
        text.Append(isMember ? "\n}\n" : "\n    }\n}\n");
        return text.ToString();
    }

    private static string Dedent(string code)
    {
        string[] lines = code.Trim('\n').TrimEnd().Split('\n');
        int margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < margin ? "" : line[margin..]));
    }
}

/// <summary>One example.</summary>
/// <param name="Member">Whose it is, as the documentation writes it: <c>T:MthpDsl.Simulation.Machine</c>.</param>
/// <param name="Code">The code.</param>
internal sealed record DocumentationExample(string Member, string Code)
{
    /// <summary>What the comments behind <c>Console.WriteLine</c> promise, line by line.</summary>
    public IEnumerable<string> Promised => Code.Split('\n')
        .Where(line => line.TrimStart().StartsWith("Console.WriteLine(", StringComparison.Ordinal) && line.Contains("); // ", StringComparison.Ordinal))
        .Select(line => line[(line.LastIndexOf("); // ", StringComparison.Ordinal) + 6)..]);
}
