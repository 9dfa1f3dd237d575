using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Sweeping;
using Xunit;

namespace MthpDsl.Tests.Sweeping;

public class KnobOverridesTests
{
    [Fact]
    public void A_knob_that_the_scenario_never_writes_has_its_value_from_the_start() => Passes(
        "map heap 2M\nexpect sysfs khugepaged/max_ptes_none = 7\n", "khugepaged/max_ptes_none=7");

    [Fact]
    public void A_knob_that_the_scenario_writes_takes_the_value_there_and_not_before() => Passes(
        """
        expect sysfs khugepaged/max_ptes_none = 511
        sysfs khugepaged/max_ptes_none = 3
        expect sysfs khugepaged/max_ptes_none = 7
        """,
        "khugepaged/max_ptes_none=7");

    [Fact]
    public void A_pattern_of_the_scenario_leaves_the_value_to_a_write_of_just_that_file() => Passes(
        """
        sysfs hugepages-*/enabled = never
        expect sysfs hugepages-64kB/enabled = never
        for size in 32K, 64K {
            sysfs hugepages-32kB/enabled = inherit
        }
        sysfs hugepages-64kB/enabled = madvise
        expect sysfs hugepages-64kB/enabled = always
        expect sysfs hugepages-32kB/enabled = inherit
        """,
        "hugepages-64kB/enabled=always");

    [Fact]
    public void Where_only_a_pattern_matches_it_takes_the_value_for_that_file() => Passes(
        """
        sysfs hugepages-*/enabled = never
        expect sysfs hugepages-64kB/enabled = always
        expect sysfs hugepages-32kB/enabled = never
        """,
        "hugepages-64kB/enabled=always");

    [Theory]
    [InlineData("a,b,a", "a b")]
    [InlineData("0..3", "0 1 2 3")]
    [InlineData("0..511:128,511", "0 128 256 384 511")]
    [InlineData("64K..512K*2", "64K 128K 256K 512K")]
    [InlineData("1M..2M:512K", "1M 1536K 2M")]
    public void Values_are_lists_and_ranges_with_both_ends(string text, string values) =>
        Assert.Equal(values, string.Join(' ', SweepValues.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("1..")]
    [InlineData("1..64K")]
    [InlineData("64K..128K")]
    [InlineData("0..8*2")]
    [InlineData("1..8*1")]
    [InlineData("1..8:0")]
    [InlineData("0..99999999999")]
    public void What_is_no_list_of_values_is_said(string text) => Assert.Throws<SweepException>(() => SweepValues.Parse(text));

    private static void Passes(string scenario, string setting)
    {
        SweepPlan plan = SweepPlan.Create(SourceText.From(scenario, "test"), [], [SweepSetting.Parse(setting)]);
        CaseResult result = plan.RunCase(0);
        Assert.True(result.Status == ResultStatus.Passed, string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.Message)));
    }
}
