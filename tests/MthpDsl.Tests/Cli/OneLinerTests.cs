using System.Text.Json;
using MthpDsl.Cli.Hosting;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class OneLinerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_scenario_on_the_command_line_is_run_line_by_line()
    {
        ToolRun run = ToolRun.Of("run", "-e", "map heap 64K", "-e", "write heap", "-e", "expect heap = 64K");
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        return Snapshot.Verify(run.Output);
    }

    [Fact]
    public void It_runs_before_the_files()
    {
        string file = _folder.Write("a.mthp", "map heap 64K\nwrite heap\n");
        string json = ToolRun.Of("run", file, "-e", "map heap 64K\nwrite heap", "--format", "json").Output;
        Assert.Equal(["-e", file], JsonDocument.Parse(json).RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("file").GetString()!));
    }

    [Fact]
    public void Its_mistakes_are_told_with_their_line()
    {
        Assert.Contains("-e:2:1: error MTHP1002", ToolRun.Of("check", "-e", "map heap 2M", "-e", "wirte heap").Output, StringComparison.Ordinal);
        Assert.Contains("-e:1:1: error MTHP1903", ToolRun.Of("check", "-e", "").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_compared_explained_and_shown_as_thpmaps_does()
    {
        string[] lines = ["-e", "sysfs hugepages-64kB/enabled = always", "-e", "map heap 2M", "-e", "write heap every 64K", "-e", "khugepaged scan"];
        Assert.Contains("6.12", ToolRun.Of(["compare", .. lines]).Output, StringComparison.Ordinal);
        Assert.Contains("-e", ToolRun.Of(["explain", .. lines, "heap[..64K]"]).Output, StringComparison.Ordinal);
        Assert.Contains("anon", ToolRun.Of(["thpmaps", .. lines]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("compare")]
    [InlineData("explain")]
    [InlineData("thpmaps")]
    public void A_command_without_a_scenario_says_what_it_takes(string command)
    {
        ToolRun run = ToolRun.Of(command);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("mthp: a scenario is missing: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_scenarios_can_be_annotated_without_running_them()
    {
        string good = _folder.Write("good.mthp", "map heap 2M\nmap other 2M\nwrite heap\nexpect heap = 2M\n");
        ToolRun run = ToolRun.Of("check", good, "-e", "wirte heap", "--format", "github");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("::error file=-e,line=1,endLine=1,col=1,endColumn=6,", run.Output, StringComparison.Ordinal);
        Assert.Contains($"::warning file={good},line=2,", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 1 failed (1 stopped with an error)\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HOLES", "holes [size=16K]", "holes [size=64K]")]
    [InlineData("size=64", "holes [size=64K]")]
    [InlineData("b.mthp", "b")]
    public void A_filter_lets_those_cases_run_whose_name_has_the_text(string filter, params string[] titles)
    {
        _folder.Write("a.mthp", "scenario \"holes\"\ngiven size in 16K, 64K\nmap heap 2M\nwrite heap every size\n");
        _folder.Write("b.mthp", "map heap 2M\nwrite heap\n");
        _folder.Write("broken.mthp", "wirte heap\n");
        ToolRun run = ToolRun.Of("run", _folder.Path, "--filter", filter, "--format", "ktap");
        Assert.Equal(ExitCode.Passed, run.ExitCode);
        Assert.Equal(
            titles.Select(title => title + " (rfc-2024)"),
            run.Output.Split('\n').Where(line => line.StartsWith("  ok", StringComparison.Ordinal)).Select(line => line.Split(' ', 5)[4]));
    }

    [Fact]
    public void A_filter_that_nothing_meets_is_an_error()
    {
        ToolRun run = ToolRun.Of("run", "-e", "map heap 2M", "--filter", "no\u001bthing");
        Assert.Equal((ExitCode.Error, "", "mthp: no case has 'no\\u{1b}thing' in its name.\n"), (run.ExitCode, run.Output, run.Error));
    }
}
