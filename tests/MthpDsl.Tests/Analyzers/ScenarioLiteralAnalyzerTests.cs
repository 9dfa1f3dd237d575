using Xunit;

namespace MthpDsl.Tests.Analyzers;

public sealed class ScenarioLiteralAnalyzerTests
{
    private const string Unknown = "MTHP2001: No mapping is called 'haep' in process 'main'. Did you mean 'heap'?";

    [Theory]
    [InlineData("\"map heap 2M\\nwrite heap\\nread haep\"", 3, 37)]
    [InlineData("\"\\u006dap heap 2M\\x0a\" + \"write heap\\nread haep\"", 3, 49)]
    [InlineData("@\"map heap 2M\nwrite heap # \"\"quoted\"\"\nread haep\"", 5, 6)]
    [InlineData("\"\"\"map heap 2M\"\"\" + \"\\nwrite heap\\n\" + \"\"\"read haep\"\"\"", 3, 53)]
    [InlineData("\"\"\"\n        map heap 2M\n        write heap\n\n          read haep\n        \"\"\"", 7, 16)]
    public async Task A_mistake_in_a_literal_is_reported_inside_it(string literal, int line, int column)
    {
        string[] found = await MemoryProject.Report(Calling(literal));

        Assert.Equal([$"/p/Code0.cs({line},{column}): {Unknown}"], found);
    }

    [Fact]
    public async Task A_constant_that_stands_elsewhere_is_reported_at_the_argument_with_its_line()
    {
        string code = Calling("Text") + "partial class Sample { const string Text = \"map heap 2M\\nwrite heap\\nread haep\"; }";

        Assert.Equal(["/p/Code0.cs(3,6): MTHP2001: (3,6) " + Unknown["MTHP2001: ".Length..]], await MemoryProject.Report(code));
    }

    [Fact]
    public async Task Of_a_fragment_only_the_syntax_is_checked()
    {
        string code = Calling("\"write nowhere\\nwrite\"", "\"mthp\", \"fragment\"");

        string found = Assert.Single(await MemoryProject.Report(code));
        Assert.StartsWith("/p/Code0.cs(3,27): MTHP1", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"mthp\"", "args[0]")]
    [InlineData("\"json\"", "\"read haep\"")]
    public async Task Other_strings_are_left_alone(string syntax, string argument) =>
        Assert.Empty(await MemoryProject.Report(Calling(argument, syntax)));

    private static string Calling(string argument, string syntax = "\"mthp\"") =>
        $$"""
        partial class Sample {
        static void M(string[] args) { Run(
             {{argument}});
        }
        static void Run([System.Diagnostics.CodeAnalysis.StringSyntax({{syntax}})] string text) { } }
        """.Replace("\r", "", StringComparison.Ordinal);
}
