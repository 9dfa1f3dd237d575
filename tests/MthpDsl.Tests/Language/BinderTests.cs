using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Language;

public class BinderTests
{
    [Fact]
    public void Cases_are_every_combination_of_the_givens()
    {
        BoundScenario bound = Scenario.Bind("given size in 64K, 128K\ngiven n in 1, 2\nmap heap 2M\nwrite heap[..size * n]");
        Assert.Empty(bound.Diagnostics);
        Assert.Equal(["size=64K, n=1", "size=64K, n=2", "size=128K, n=1", "size=128K, n=2"], bound.Cases.Select(known => known.ToString()));
    }

    [Fact]
    public void A_scenario_without_givens_has_one_case() => Assert.Equal("", Assert.Single(Scenario.Bind("map a 4K\nwrite a").Cases).ToString());

    [Fact]
    public void Forked_processes_know_the_names_of_the_parent() =>
        Assert.Equal(["5:12 MTHP2001"], Scenario.Lines("map a 4K\nwrite a\nfork c\nmap b 4K\nin c write b\nin c write a\nwrite b"));

    [Fact]
    public void Knobs_follow_the_page_size()
    {
        Assert.Empty(Scenario.Lines("machine {\n  page-size 16K\n}\nsysfs khugepaged/max_ptes_none = 2047\nsysfs hugepages-32768kB/enabled = never"));
        Assert.Equal(["1:34 MTHP2010"], Scenario.Lines("sysfs khugepaged/max_ptes_none = 2047"));
        Assert.Equal(["1:7 MTHP2009"], Scenario.Lines("sysfs hugepages-32768kB/enabled = never"));
    }

    [Fact]
    public void A_given_page_size_leaves_what_depends_on_it_to_the_run() => Assert.Empty(Scenario.Lines(
        "given base in 4K, 16K\nmachine {\n  page-size base\n}\nmap heap 64M\nwrite heap[..3 pages]\nexpect heap[..3 pages] = 3 x base"));

    [Fact]
    public void Counters_are_known_by_kernel()
    {
        const string Text = "expect sysfs hugepages-64kB/stats/collapse_alloc = 0";
        Assert.Equal(["MTHP2012"], Scenario.Codes(Text));
        Assert.Empty(Scenario.Codes("kernel mainline\n" + Text));
        BoundScenario overridden = ScenarioBinder.Bind(SourceText.From("kernel mainline\n" + Text), new() { KernelOverride = "6.12" });
        Assert.Equal("6.12", overridden.Kernel);
        Assert.Equal("MTHP2012", Assert.Single(overridden.Diagnostics).Code);
    }

    [Fact]
    public void What_the_kernel_would_refuse_is_no_mistake_where_that_is_expected()
    {
        Assert.Empty(Scenario.Lines("expect EINVAL from sysfs enabled = sometimes\nexpect EACCES from sysfs khugepaged/full_scans = 0"));
        Assert.Empty(Scenario.Lines("expect ENOENT from sysfs hugepages-8kB/enabled = always"));
    }

    [Fact]
    public void A_name_is_free_again_when_its_mapping_is_gone() =>
        Assert.Empty(Scenario.Lines("map a 4K\nwrite a\nunmap a\nmap a 8K\nwrite a[4K..]"));

    [Fact]
    public void Values_end_with_their_block() =>
        Assert.Equal(["6:9 MTHP2004"], Scenario.Lines("map a 4M\nfor n in 1, 2 {\n  let m = n * 4K\n  write a[m..]\n}\nwrite a[m..]"));

    [Fact]
    public void Included_files_define_names_and_report_their_own_mistakes()
    {
        BoundScenario bound = ScenarioBinder.Bind(
            SourceText.From("include \"maps.mthp\"\nwrite heap", "main.mthp"),
            new() { Includes = new Scenario.Files(new() { ["maps.mthp"] = "scenario \"own\"\nmap heap 2M\nwrite haep" }) });
        Diagnostic diagnostic = Assert.Single(bound.Diagnostics);
        Assert.Equal("maps.mthp:3:7", diagnostic.ToString()[..13]);
        Assert.Null(bound.Title);
        Assert.Single(bound.Includes);
    }

    [Fact]
    public void A_cycle_of_includes_is_an_error()
    {
        BoundScenario bound = ScenarioBinder.Bind(
            SourceText.From("include \"a\"", "main"),
            new() { Includes = new Scenario.Files(new() { ["a"] = "include \"b\"", ["b"] = "include \"a\"" }) });
        Assert.Equal("MTHP2056", Assert.Single(bound.Diagnostics).Code);
    }

    [Theory]
    [InlineData("expect heap = 511 x 4K")]
    [InlineData("expect heap[..64K] = 2 x (16K, none 32K)")]
    [InlineData("expect heap has 4 x 1M")]
    [InlineData("expect lru < 0")]
    [InlineData("expect coverage heap 64K > 100%")]
    [InlineData("snapshot \"a\"\nexpect kept heap[..64K] since \"a\" = 17")]
    [InlineData("expect sysfs khugepaged/max_ptes_none = 512")]
    public void Expectations_that_can_only_fail_are_warned_of(string expectation) =>
        Assert.Equal(["MTHP2043"], Scenario.Codes("map heap 2M\nwrite heap\n" + expectation));
}
