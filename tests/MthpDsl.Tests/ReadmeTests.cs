using System.Text.RegularExpressions;
using MthpDsl.Language;
using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests;

/// <summary>What the README shows is what the tool prints.</summary>
public sealed class ReadmeTests
{
    private static readonly string _readme = File.ReadAllText(Repository.Path("README.md"));

    public static TheoryData<string> Sessions() => new(Blocks("console"));

    [Theory]
    [MemberData(nameof(Sessions))]
    public void A_session_prints_what_the_README_shows(string block)
    {
        string[] lines = block.Split('\n', 2);
        Assert.StartsWith("$ mthp ", lines[0], StringComparison.Ordinal);
        string root = Repository.Root.Replace('\\', '/') + "/";
        string[] args = [.. lines[0]["$ mthp ".Length..].Split(' ').Select(arg => arg.Replace("scenarios/", root + "scenarios/", StringComparison.Ordinal))];
        Assert.Equal(lines[1], ToolRun.Of(args).Output.Replace(root, "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_scenario_is_the_one_in_the_folder() =>
        Assert.Equal(File.ReadAllText(Repository.Path("scenarios", "seed", "first.mthp")), Blocks("mthp").First());

    [Fact]
    public void The_files_it_names_are_there()
    {
        string[] paths = [.. Regex.Matches(_readme, @"`((?:src|tests|grammar|scenarios)/[\w./-]*)`").Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Repository.Path(path)) || path.Contains("/bin/", StringComparison.Ordinal), path));
    }

    [Fact]
    public void The_two_files_of_the_statement_that_it_shows_hold_a_row_and_an_operation()
    {
        StatementDefinition row = StatementTable.All.Single(row => row.Name == "expect-charged");
        Assert.Contains($"Name = \"{row.Name}\"", File.ReadAllText(Repository.Path("src/MthpDsl.Language/Statements/Expectations/ExpectCharged.cs")), StringComparison.Ordinal);
        Assert.Contains("StatementOutcome Run(ExpectCharged", File.ReadAllText(Repository.Path("src/MthpDsl.Scenarios/Operations/Expectations/ChargedExpectation.cs")), StringComparison.Ordinal);
        Assert.Contains(row.Example.Replace("expect ", "`expect ", StringComparison.Ordinal) + "`", _readme, StringComparison.Ordinal);
    }

    /// <summary>The blocks of a language on the page.</summary>
    internal static IEnumerable<string> Blocks(string language)
    {
        string fence = "```" + language + "\n";
        for (int at = _readme.IndexOf(fence, StringComparison.Ordinal); at >= 0; at = _readme.IndexOf(fence, at + 1, StringComparison.Ordinal))
        {
            int start = at + fence.Length;
            yield return _readme[start.._readme.IndexOf("```\n", start, StringComparison.Ordinal)];
        }
    }
}
