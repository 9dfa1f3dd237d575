using MthpDsl.Cli.Hosting;
using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests.BadInput;

/// <summary>A scenario from a stranger ends, whatever it asks for; each limit has a name and an option.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("map heap 4K\nrepeat 1000000000000 {\n}", "--max-statements", "1000")]
    [InlineData("map heap 4K\nrepeat 100000 {\n  repeat 100000 {\n    write heap\n  }\n}", "--max-statements", "1000")]
    [InlineData("map heap 127T", "--max-mapped", "16T")]
    [InlineData("map heap 4T\nfork one\nfork two", "--max-mapped", "10T")]
    [InlineData("map heap 4T\ngrow heap 4T", "--max-mapped", "6T")]
    [InlineData("map heap 4K\nfork a\nexit a\nfork b\nexit b", "--max-processes", "2")]
    [InlineData("sysfs hugepages-2048kB/enabled = always\nmap heap 2M\nwrite heap\nkhugepaged scan 100000000000", "--max-passes", "1000000")]
    [InlineData("sysfs hugepages-2048kB/enabled = always\nsysfs khugepaged/scan_sleep_millisecs = 0\nkhugepaged run 5000m", "--max-passes", "1000")]
    [InlineData("map heap 4K\nwrite heap 1000000000000 random pages", "--max-time", "1")]
    [InlineData("map heap 16T\nmadvise heap populate-read", "--max-time", "1")]
    [InlineData("map heap 16T\nread heap every 2M", "--max-memory", "64M")]
    [InlineData("machine {\n  memory 64T\n}\nmap heap 4T\nwrite heap every 8K\nwrite heap", "--max-memory", "64M")]
    public void Too_much_of_anything_ends_the_case_and_names_the_option(string scenario, string option, string limit)
    {
        ToolRun run = ToolRun.WithInput(scenario + "\n", "run", option, limit, "-");

        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("MTHP3007", run.Output, StringComparison.Ordinal);
        Assert.Contains(option + " raises the limit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_case_that_takes_too_much_leaves_the_others_their_results()
    {
        ToolRun run = ToolRun.WithInput("given size in 4K, 8M\nmap heap size\nwrite heap\n", "run", "--max-mapped", "1M", "-");

        Assert.Contains("1 passed, 1 failed (1 stopped with an error)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-mapped", "many")]
    [InlineData("--max-mapped", "99999999999T")]
    [InlineData("--max-mapped", "0M")]
    [InlineData("--max-memory", "")]
    [InlineData("--max-time", "0")]
    [InlineData("--max-statements", "-1")]
    [InlineData("--max-processes", "1e3")]
    public void A_limit_that_makes_no_sense_is_a_wrong_command_line(string option, string value)
    {
        ToolRun run = ToolRun.WithInput("map heap 4K\n", "run", option, value, "-");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }
}
