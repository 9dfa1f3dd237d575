using MthpDsl.Cli.Fuzzing;
using MthpDsl.Cli.Hosting;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Tests.Kernel;
using Xunit;

namespace MthpDsl.Tests.Cli;

/// <summary><c>mthp fuzz</c>, and what it does beside the properties.</summary>
public sealed class FuzzCommandTests
{
    [Fact]
    public void Scenarios_are_tried_and_counted() => Assert.Equal(
        "5 scenarios from seed 7, 0 failed\n", ToolRun.Of("fuzz", "--seed", "7", "--count", "5").Output);

    [Fact]
    public void Digests_are_the_same_twice() => Assert.Equal(
        ToolRun.Of("fuzz", "--digests", "--count", "20").Output, ToolRun.Of("fuzz", "--digests", "--count", "20").Output);

    [Fact]
    public void Two_modes_at_once_are_a_mistake()
    {
        var run = ToolRun.Of("fuzz", "--fresh", "--show");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--fresh and --show exclude each other", run.Error, StringComparison.Ordinal);
    }

    [CompilerFact]
    public void What_can_be_exported_compiles() => Assert.Equal(
        "3 scenarios from seed 1, 0 failed\n", ToolRun.Of("fuzz", "--compile", "--count", "3").Output);

    // A block goes with what was in it, a race with its whole block.
    [Fact]
    public void What_no_kernel_can_be_made_to_do_is_left_out_for_it()
    {
        const string All =
            "map heap 2M\nat scan {\n  write heap\n  in main {\n    read heap\n  }\n}\nrepeat 2 {\n  fail alloc order 9\n}\nwrite heap\nkhugepaged run 10s\nexpect tlb heap >= 0";

        Assert.Equal("map heap 2M\nwrite heap", ExportableText.Of(All));
    }

    [Fact]
    public void A_hundred_scenarios_can_all_be_exported_without_it()
    {
        FuzzPlan plan = new(1, 100, long.MaxValue, "6.18");
        Fuzzer fuzzer = plan.Fuzzer();

        Assert.All(Enumerable.Range(1, 100), seed => Assert.NotNull(ExportableText.Code(ExportableText.Of(fuzzer.Scenario((ulong)seed))!)));
    }
}
