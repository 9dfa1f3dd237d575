using System.Text;
using System.Text.Json;
using MthpDsl.Language;
using MthpDsl.Reporting;
using MthpDsl.Reporting.Compare;
using MthpDsl.Reporting.Explain;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Comparing;
using MthpDsl.Scenarios.Results;
using Xunit;

namespace MthpDsl.Tests.Reporting;

public sealed class CompareAndExplainTests
{
    // Two holes: one at the start, which the posted series never gets past, and one in the middle.
    private const string TwoHoles = """
        scenario "two holes"
        map heap 2M
        write heap[16K..1M]
        write heap[1028K..]
        sysfs hugepages-*/enabled = never
        sysfs hugepages-64kB/enabled = madvise
        sysfs hugepages-256kB/enabled = madvise
        sysfs khugepaged/max_ptes_none = 0
        madvise heap hugepage
        khugepaged scan
        """;

    [Fact]
    public Task Kernels_stand_below_each_other_and_differences_have_a_star()
    {
        StringWriter writer = NewWriter();

        new CompareText(writer, new PrinterOptions()).Write(Compare("rfc-2024", "rfc-2024-repaired", "merged-2026"));

        return Snapshot.Verify(writer.ToString());
    }

    [Fact]
    public void The_comparison_as_JSON_names_the_kernels_that_differ()
    {
        using MemoryStream stream = new();
        using (CompareJson json = new(stream))
        {
            json.Write(Compare("rfc-2024", "merged-2026"));
            json.Complete();
        }

        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        JsonElement comparison = document.RootElement.GetProperty("comparisons")[0];
        Assert.Equal("merged-2026", comparison.GetProperty("layouts")[0].GetProperty("differs")[0].GetString());
        Assert.Equal(2, comparison.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void The_posted_series_holds_the_mmap_lock_for_writing_only_to_collapse_to_PMD_size()
    {
        string full = TwoHoles.Replace("write heap[16K..1M]", "write heap", StringComparison.Ordinal);

        CounterComparison row = Assert.Single(CompareOf(full, "rfc-2024", "merged-2026").WriteHolds(), row => row.Name == "mmap_lock");

        Assert.Equal<long>([0, 512], row.Values);
    }

    [Theory]
    [InlineData("rfc-2024")]
    [InlineData("merged-2026")]
    public Task Every_window_says_which_check_stopped_it_and_which_knob_would_help(string kernel)
    {
        StringWriter writer = NewWriter();

        new ExplainText(writer, all: false).Write(Run(kernel), part: null);

        return Snapshot.Verify(writer.ToString(), parameters: "kernel=" + kernel);
    }

    [Fact]
    public void A_range_narrows_the_answer_to_the_windows_that_touch_it()
    {
        StringWriter writer = NewWriter();

        new ExplainText(writer, all: true).Write(Run("merged-2026"), new MappingPart("heap", new(1 << 20), new(4096)));

        Assert.Contains("heap[1M..1280K]", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("heap[0..64K]", writer.ToString(), StringComparison.Ordinal);
    }

    private static StringWriter NewWriter() => new(new StringBuilder()) { NewLine = "\n" };

    private static Comparison Compare(params string[] kernels) => CompareOf(TwoHoles, kernels);

    private static Comparison CompareOf(string text, params string[] kernels) =>
        Assert.Single(Comparison.Run(new ScenarioText(SourceText.From(text, "two-holes.mthp"), null), "two-holes.mthp", kernels, new RunOptions()));

    private static CaseResult Run(string kernel) =>
        Compare(kernel).Results[0];
}
