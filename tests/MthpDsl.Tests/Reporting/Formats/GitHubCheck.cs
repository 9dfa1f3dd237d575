using System.Text.RegularExpressions;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>What a runner of GitHub takes from a log: commands, of which only annotations may come, and one last line that is none.</summary>
internal static partial class GitHubCheck
{
    public static void Check(string text)
    {
        string[] lines = text.Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^2], line => Assert.Matches(Annotation(), line));
        Assert.Matches(@"^\d+ passed, \d+ failed", lines[^2]);
    }

    [GeneratedRegex(@"^::(error|warning) file=([^%:,\r\n]|%25|%3A|%2C)+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=([^%:,\r\n]|%25|%3A|%2C)+::([^%\r\n]|%25)+$")]
    private static partial Regex Annotation();
}
