using MthpDsl.Cli.Hosting;
using MthpDsl.Cli.Commands;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class HelpCommandTests
{
    [Fact]
    public void Every_statement_and_every_code_has_help()
    {
        IEnumerable<string> topics = StatementTable.Keywords
            .Concat(StatementTable.All.Select(row => row.Name))
            .Concat(DiagnosticTable.All.Select(row => row.Code));
        Assert.All(topics, topic => Assert.Equal(ExitCode.Passed, ToolRun.Of("help", topic).ExitCode));
    }

    [Fact]
    public Task A_statement_is_explained_with_its_grammar_and_an_example() => Snapshot.Verify(ToolRun.Of("help", "madvise").Output);

    [Fact]
    public Task A_code_is_explained_with_a_wrong_and_a_right_example() => Snapshot.Verify(ToolRun.Of("help", "MTHP2001").Output);

    [Fact]
    public void The_commands_are_listed_each_on_a_line_that_can_be_read()
    {
        string[] lines = ToolRun.Of("--help").Output.Split('\n');
        Assert.All(CommandTable.All, row => Assert.Contains(lines, line => line.StartsWith("  " + row.Name, StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 200));
    }

    [Fact]
    public void The_version_is_a_line() => Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+.*\n$", ToolRun.Of("--version").Output);
}
