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
