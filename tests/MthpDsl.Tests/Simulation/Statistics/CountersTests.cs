using System.Text.Json;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using Xunit;

namespace MthpDsl.Tests.Simulation.Statistics;

public sealed class CountersTests
{
    [Fact]
    public void Counters_begin_at_zero_and_show_only_what_moved()
    {
        Counters counters = new(PageGeometry.Pages4K, "6.12");
        Assert.Empty(counters.NonZeroVmStats());
        Assert.Empty(counters.NonZeroSysfs());

        counters.Count(VmStat.ThpSplitPmd);
        counters.Count(SizeStat.AnonFaultAlloc, 9);
        counters.Add(SizeStat.NrAnon, 4, 3);
        counters.PagesCollapsed++;

        Assert.Equal([new("thp_split_pmd", 1)], counters.NonZeroVmStats());
        Assert.Equal(
            [
                new("khugepaged/pages_collapsed", 1),
                new("hugepages-64kB/stats/nr_anon", 3),
                new("hugepages-2048kB/stats/anon_fault_alloc", 1),
            ],
            counters.NonZeroSysfs());
    }

    [Fact]
    public void Base_pages_and_what_is_larger_than_a_PMD_range_have_no_counters_of_their_size()
    {
        Counters counters = new(PageGeometry.Pages4K, "6.12");
        counters.Count(SizeStat.Split, 0);
        Assert.Equal((0, 0), (counters[SizeStat.Split, 0], counters[SizeStat.Split, 10]));
        Assert.Empty(counters.NonZeroSysfs());
    }

    [Fact]
    public void A_counter_that_the_kernel_lacks_is_counted_and_not_shown()
    {
        Counters counters = new(PageGeometry.Pages4K, "6.12");
        counters.Count(SizeStat.Swpin, 4);
        Assert.Equal(1, counters[SizeStat.Swpin, 4]);
        Assert.Empty(counters.NonZeroSysfs());
        Assert.True(new Counters(PageGeometry.Pages4K, "6.18").Has(SizeStat.Swpin, 4));
    }

    [Theory]
    [InlineData("rfc-2024", "anon_collapse_alloc", true)]
    [InlineData("rfc-2024", "collapse_alloc", false)]
    [InlineData("rfc-2024-repaired", "collapse_alloc", true)]
    [InlineData("rfc-2024-repaired", "collapse_alloc_failed", true)]
    [InlineData("merged-2026", "collapse_alloc_failed", true)]
    [InlineData("merged-2026", "collapse_exceed_none_pte", true)]
    [InlineData("merged-2026", "swpin", false)]
    [InlineData("mainline", "swpin", true)]
    [InlineData("6.12", "collapse_alloc", false)]
    public void Collapse_counters_carry_the_name_of_their_series(string kernel, string file, bool there)
    {
        Assert.True(CounterNames.TryParse(file, out SizeStat stat));
        Assert.Equal(there, new Counters(PageGeometry.Pages4K, kernel).Has(stat, 4));
    }

    [Fact]
    public void Every_size_counter_has_a_row_in_the_vocabulary()
    {
        foreach (SizeStat stat in Enum.GetValues<SizeStat>())
        {
            Assert.Equal(stat.Name(), stat.Row().Name);
        }
    }

    [Fact]
    public void Counters_are_called_as_their_enums_say_in_snake_case()
    {
        Assert.Equal(Enum.GetNames<VmStat>().Select(SnakeCase), Enum.GetValues<VmStat>().Select(stat => stat.Name()));
        Assert.Equal(Enum.GetNames<SizeStat>().Select(SnakeCase), Enum.GetValues<SizeStat>().Select(stat => stat.Name()));

        static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }

    [Theory]
    [InlineData("thp_scan_exceed_share_pte", VmStat.ThpScanExceedSharePte)]
    [InlineData("nr_anon_transparent_hugepages", VmStat.NrAnonTransparentHugepages)]
    [InlineData("pswpout", VmStat.Pswpout)]
    [InlineData("swap_ra_hit", VmStat.SwapRaHit)]
    public void Vmstat_names_are_the_kernels(string name, VmStat stat)
    {
        Assert.True(CounterNames.TryParse(name, out VmStat parsed));
        Assert.Equal(stat, parsed);
        Assert.Equal(name, stat.Name());
    }

    [Fact]
    public void A_name_that_is_not_modelled_is_not_a_counter()
    {
        Assert.False(CounterNames.TryParse("nr_dirty", out VmStat _));
        Assert.False(CounterNames.TryParse("thp_split_pmd", out SizeStat _));
    }
}
