using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Recording;
using MthpDsl.Kernel.Running;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using Xunit;

namespace MthpDsl.Tests.Kernel;

public sealed class RecorderTests
{
    private static readonly string OneFolio = SampleDocument.Of(SampleDocument.Folio(0, 16, 4), "64K pte exclusive", held: false);

    [Fact]
    public void An_expectation_that_does_not_hold_gets_what_was_there_and_the_rest_of_the_line_stays()
    {
        Recording recording = Record("map heap 64K\nwrite heap\nexpect heap = 16 x 4K   # why\n", OneFolio, OneFolio);

        Assert.Equal("map heap 64K\nwrite heap\nexpect heap = 64K pte exclusive   # why\n", recording.Text);
        Assert.Equal(1, recording.Changed);
    }

    [Fact]
    public void An_expectation_that_holds_stays_as_it_was_written()
    {
        const string Text = "map heap 64K\nwrite heap\nexpect heap = 8 x 4K, 8 x 4K\n";

        Assert.Equal(Text, Record(Text, SampleDocument.Of(SampleDocument.BasePages(16), "16 x 4K exclusive")).Text);
    }

    [Fact]
    public void An_expectation_of_more_than_one_value_is_left_to_the_reader()
    {
        Recording recording = Record("map heap 64K\nwrite heap\nexpect vmas heap >= 2\n", SampleDocument.Of(SampleDocument.BasePages(16), "1", held: false));

        Assert.Equal(0, recording.Changed);
        Assert.Equal(("MTHP3904", 3), (recording.Left[0].Code, recording.Left[0].Line));
    }

    [Fact]
    public void An_errno_that_did_not_come_becomes_the_statement_alone()
    {
        Recording recording = Record(
            "map heap 64K\nwrite heap\nexpect EINVAL from madvise heap free\n", SampleDocument.Of(SampleDocument.BasePages(16), "success", held: false));

        Assert.Equal("map heap 64K\nwrite heap\nmadvise heap free\n", recording.Text);
    }

    [Fact]
    public void A_scenario_without_expectations_gets_the_layouts_and_counters_of_its_end()
    {
        Recording recording = Record("map heap 64K\nwrite heap", SampleDocument.Of(SampleDocument.BasePages(16), vmstat: "\"thp_split_pmd\": 2"));

        Assert.Equal("map heap 64K\nwrite heap\n\nexpect heap = 16 x 4K exclusive\nexpect vmstat thp_split_pmd = 2\n", recording.Text);
    }

    [Fact]
    public void What_is_not_the_same_in_every_run_is_not_recorded() => Assert.Throws<KernelException>(
        () => Record("map heap 64K\nwrite heap\nexpect heap = 16 x 4K\n", OneFolio, SampleDocument.Of(SampleDocument.BasePages(16), "16 x 4K exclusive")));

    private static Recording Record(string text, params string[] documents) => Recorder.Record(
        new ScenarioText(SourceText.From(text, "test.mthp"), null), "test.mthp", [.. documents.Select(KernelDocument.Parse)]);
}
