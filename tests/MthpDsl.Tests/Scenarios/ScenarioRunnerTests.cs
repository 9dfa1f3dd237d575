using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Scenarios;

public sealed class ScenarioRunnerTests
{
    [Fact]
    public void Every_combination_of_given_values_is_a_case_the_last_varying_fastest()
    {
        CaseResult[] results = Run("given size in 16K, 64K\ngiven n in 1, 2\nmap heap size * n\nwrite heap");
        Assert.Equal(
            ["[size=16K, n=1]", "[size=16K, n=2]", "[size=64K, n=1]", "[size=64K, n=2]"],
            results.Select(result => result.DisplayName["test ".Length..]));
        Assert.Equal([4L, 8L, 16L, 32L], results.Select(result => result.Snapshots[^1].Processes[0].Mappings[0].Pages));
    }

    [Fact]
    public void Without_a_title_a_scenario_is_called_as_its_file() => Assert.Equal("test", Run("map heap 4K\nwrite heap")[0].Title);

    [Fact]
    public void Loops_bind_their_names_and_forget_them()
    {
        CaseResult result = Run("map heap 64K\nfor at in 0K, 8K {\n  let end = at + 4K\n  write heap[at..end]\n}\nrepeat 2 {\n  write heap[16K..20K]\n}\nexpect heap = 4K, none 4K, 4K, none 4K, 4K, none 44K")[0];
        Assert.Equal(ResultStatus.Passed, result.Status);
    }

    [Fact]
    public void A_failed_expectation_lets_the_run_go_on()
    {
        CaseResult result = Run("map heap 8K\nwrite heap\nexpect heap = none 8K\nexpect faults = 3\nwrite heap\nexpect faults = 0")[0];
        Assert.Equal(ResultStatus.Failed, result.Status);
        Assert.Equal([3, 4], result.Diagnostics.Select(diagnostic => diagnostic.Line));
        Assert.Equal(("none 8K", "2 x 4K"), (result.Diagnostics[0].Expected, result.Diagnostics[0].Actual));
    }

    // Found by mthp fuzz --against-kernel, seed 66: the exported program looked into the block, the simulator did not.
    [Theory]
    [InlineData("expect EINVAL from in child madvise heap collapse")]
    [InlineData("in child expect EINVAL from madvise heap collapse")]
    public void What_another_process_is_refused_is_expected_as_well(string line) =>
        Assert.Equal(ResultStatus.Passed, Run($"map heap 240K\nfork child\n{line}")[0].Status);

    [Fact]
    public void An_errno_that_is_not_expected_ends_the_case_at_its_line()
    {
        CaseResult result = Run("map heap 8K\nwrite heap\nmadvise heap nohugepage\nmadvise heap collapse\nwrite heap")[0];
        Assert.Equal(ResultStatus.Error, result.Status);
        Assert.Equal(("MTHP3001", 4), (result.Diagnostics[0].Code, result.Diagnostics[0].Line));
        Assert.Equal("end", result.Snapshots[^1].Name);
    }

    [Fact]
    public void An_expected_errno_passes_and_changes_nothing()
    {
        CaseResult result = Run("expect EINVAL from sysfs khugepaged/max_ptes_none = 512\nexpect sysfs khugepaged/max_ptes_none = 511")[0];
        Assert.Equal(ResultStatus.Passed, result.Status);
    }

    [Fact]
    public void Faults_count_for_each_process_by_itself()
    {
        CaseResult result = Run(
            "map heap 16K\nwrite heap\nexpect faults = 4\nfork child\nin child write heap[..8K]\nin child expect faults = 2\nexpect faults total = 6")[0];
        Assert.Equal(ResultStatus.Passed, result.Status);
    }

    [Fact]
    public void Folios_are_numbered_as_the_snapshots_show_them_whatever_expectations_have_looked_at()
    {
        const string Text = "map a 8K\nmap b 8K\nwrite a\nwrite b\n";
        Assert.Equal(Numbers(Text), Numbers(Text + "expect b = 2 x 4K\n"));

        static IEnumerable<int> Numbers(string text) => Run(text)[0].Snapshots[^1].Processes[0].Mappings.Select(mapping => mapping.Runs[0].Folio);
    }

    [Fact]
    public void A_folio_that_stays_keeps_its_number_and_a_copied_page_gets_another()
    {
        CaseResult result = Run("map a 4K\nwrite a\nsnapshot \"before\"\nfork c\nwrite a")[0];
        Assert.Equal(0, result.Snapshots[0].Processes[0].Mappings[0].Runs[0].Folio);
        Assert.Equal(1, result.Snapshots[1].Processes[0].Mappings[0].Runs[0].Folio);
        Assert.Equal(0, result.Snapshots[1].Processes[1].Mappings[0].Runs[0].Folio);
    }

    [Fact]
    public void Kept_counts_pages_that_sit_in_the_same_frame()
    {
        CaseResult result = Run(
            "map a 16K\nwrite a\nsnapshot \"before\"\nfork c\nwrite a[..4K]\nexpect kept a since \"before\" = 3\nexpect kept a[..8K] since \"before\" = 1")[0];
        Assert.Equal(ResultStatus.Passed, result.Status);
    }

    [Fact]
    public void Content_that_a_write_changed_is_found_at_its_page()
    {
        CaseResult result = Run("map a 16K\nwrite a\nsnapshot \"s\"\nwrite a[page 2]\nexpect content a unchanged since \"s\"")[0];
        Assert.Equal("page 2 of a reads otherwise", result.Diagnostics[0].Actual);
    }

    [Fact]
    public void CSharp_in_a_scenario_from_a_stranger_does_not_run()
    {
        CaseResult result = Run("do { System.Environment.Exit(7); }")[0];
        Assert.Equal((ResultStatus.Error, "MTHP5001"), (result.Status, result.Diagnostics[0].Code));
    }

    [Fact]
    public void The_option_kernel_wins_over_the_scenario() =>
        Assert.Equal("6.18", Run("kernel 6.12\nmap a 4K\nwrite a", new RunOptions { Kernel = "6.18" })[0].Kernel);

    [Fact]
    public void What_the_recorder_did_explains_recordings_only()
    {
        const string Text = "kernel 6.18\nmachine {\n  swap 64M on zram\n}\nmap a 64K\nwrite a\nmadvise a pageout\nexpect vmstat pswpin = 16\n";
        Assert.Equal(ResultStatus.Failed, Run(Text)[0].Status);
        Assert.Equal(ResultStatus.Passed, Run("# Recorded on a real kernel: Linux 6.18.44, x86_64.\n" + Text)[0].Status);
    }

    [Theory]
    [InlineData("write a\nexpect a = 4 x 16K", "hugepages-64kB/stats/split_deferred", ResultStatus.Passed)]
    [InlineData("write a\nexpect a = 4 x 16K", "hugepages-64kB/stats/nr_anon_partially_mapped", ResultStatus.Passed)]
    [InlineData("write a\nexpect a = 4 x 16K", "hugepages-16kB/stats/split_deferred", ResultStatus.Failed)]
    [InlineData("write a\nexpect a = 4 x 16K", "hugepages-64kB/stats/anon_fault_alloc", ResultStatus.Failed)]
    public void Folios_of_a_size_that_a_recording_never_shows_are_the_recorders(string lines, string counter, ResultStatus status)
    {
        string text = "# Recorded on a real kernel: Linux 6.18.44, x86_64.\nkernel 6.18\nsysfs hugepages-16kB/enabled = madvise\n"
            + $"map a 64K\nmadvise a hugepage\n{lines}\nexpect sysfs {counter} = 6\n";
        Assert.Equal(status, Run(text)[0].Status);
        Assert.Equal(ResultStatus.Failed, Run(text[text.IndexOf('\n')..])[0].Status);
    }

    [Theory]
    [InlineData("expect coverage heap 64K = 100%", ResultStatus.Passed)]
    [InlineData("expect coverage heap 4K = 0%", ResultStatus.Passed)]
    [InlineData("write heap[128K..132K]\nexpect coverage heap 64K = 100%", ResultStatus.Failed)]
    [InlineData("write heap[128K..132K]\nexpect coverage heap 64K > 96%", ResultStatus.Passed)]
    [InlineData("madvise heap[..4K] dontneed\nexpect coverage heap 64K < 52%", ResultStatus.Passed)]
    public void Coverage_is_the_share_of_populated_memory_in_whole_aligned_folios(string lines, ResultStatus status)
    {
        const string World = "kernel 6.12\nsysfs hugepages-*/enabled = never\nsysfs hugepages-64kB/enabled = madvise\nmap heap 192K\n"
            + "madvise heap hugepage\nwrite heap[..128K]\nmadvise heap nohugepage\n";
        Assert.Equal(status, Run(World + lines)[0].Status);
    }

    [Fact]
    public void Memory_without_end_is_shown_where_it_is_regular_and_said_to_be_too_much_where_its_folios_have_no_numbers()
    {
        const string World = "kernel 6.18\nmachine {\n  memory 20T\n}\nmap heap 16T\nmadvise heap hugepage\n";
        Assert.Equal((8388608, 512, true), Only(Run(World + "sysfs hugepages-2048kB/enabled = madvise\nwrite heap\nkhugepaged scan\n")[0]));
        Assert.Equal((268435456, 16, false), Only(Run(World + "sysfs hugepages-2048kB/enabled = never\nsysfs hugepages-64kB/enabled = madvise\nwrite heap\n")[0]));

        CaseResult tooMuch = Run(World + "sysfs hugepages-2048kB/enabled = never\nwrite heap\nread heap[..4K]\n")[0];
        Assert.Equal((ResultStatus.Error, "MTHP3002", 9), (tooMuch.Status, tooMuch.Diagnostics[0].Code, tooMuch.Diagnostics[0].Line));

        static (long Folios, long Pages, bool IsPmdMapped) Only(CaseResult result)
        {
            LayoutRuns runs = result.Snapshots[^1].Processes[0].Mappings[0].Runs;
            Assert.Equal(1, runs.Stretches.Count);
            return (runs.Stretches[0].Folios, 1L << runs.Stretches[0].Order, runs.Stretches[0].IsPmdMapped);
        }
    }

    private static CaseResult[] Run(string text, RunOptions? options = null)
    {
        RunOptions chosen = options ?? new RunOptions();
        return [.. ScenarioRunner.Run(ScenarioFile.Bind(SourceText.From(text, "test.mthp"), chosen), chosen)];
    }
}
