using MthpDsl.Cli.Commands;
using MthpDsl.Language;
using MthpDsl.Reporting;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class ManualTests : IDisposable
{
    private static readonly string _page = ToolRun.Of("man").Output;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_holds_every_command_statement_format_kernel_and_knob()
    {
        IEnumerable<string> words = CommandTable.All.Select(row => row.Name)
            .Concat(StatementTable.Statements.Select(row => string.Join(", ", row.Keywords)))
            .Concat(StatementTable.Expectations.Select(row => row.Name))
            .Concat(ResultFormat.All.Select(row => row.Name))
            .Concat(KernelWords.Kernels.Concat(KernelWords.Knobs).Select(word => word.Name));
        Assert.All(words, word => Assert.Contains(word.Replace("-", "\\-", StringComparison.Ordinal), _page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_line_is_text_or_a_macro_of_man()
    {
        string[] macros = [".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".RE", ".nf", ".fi"];
        Assert.StartsWith(".TH \"MTHP\" \"1\"", _page, StringComparison.Ordinal);
        foreach (string line in _page.Split('\n'))
        {
            Assert.False(line.StartsWith('\''), line);
            Assert.True(!line.StartsWith('.') || macros.Contains(line.Split(' ')[0]), line);
        }
    }

    [Fact]
    public void Its_examples_are_command_lines_that_exist()
    {
        string examples = _page[_page.LastIndexOf(".nf", StringComparison.Ordinal)..];
        Assert.All(
            examples.Split('\n').Where(line => line.StartsWith("mthp ", StringComparison.Ordinal)),
            line => Assert.NotNull(CommandTable.Find(line.Split(' ')[1])));
    }

    [ProgramFact("groff")]
    public void Groff_sets_it_without_a_warning() =>
        Assert.Equal("", Programs.Run(_folder.Path, _page, "groff", "-man", "-ww", "-z", "-Tutf8"));
}
