using MthpDsl.Reporting;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Reporting;

public sealed class TextPrinterTests
{
    private static readonly CaseResult _claim = Results.Case(
        Results.Snapshot("before", 512, Results.Folios(0, 0, 0, 512)),
        Results.Snapshot(
            "end",
            new CounterSnapshot([new("thp_collapse_alloc", 32)], [new("khugepaged/pages_collapsed", 32)], 512),
            512,
            Results.Folios(0, 512, 4, 32)));

    [Fact]
    public Task Snapshots_of_one_mapping_stand_below_each_other() => Snapshot.Verify(Results.Print("text", _claim));

    [Fact]
    public Task Every_kind_of_memory_has_its_character()
    {
        CaseResult result = Results.Case(Results.Snapshot(
            "end",
            2048,
            Results.Folio(0, 512, 0, 9) with { IsPmdMapped = true },
            Results.Folio(512, 32, 1, 5),
            Results.Folio(544, 8, 2, 5, offset: 24) with { IsShared = true },
            Results.Gap(RunKind.None, 552, 100),
            Results.Gap(RunKind.Swap, 652, 116),
            Results.Gap(RunKind.Zero, 768, 128),
            Results.Folios(896, 3, 0, 128),
            Results.Gap(RunKind.HugeZero, 1024, 512),
            Results.Folio(1536, 512, 131, 9)));
        return Snapshot.Verify(Results.Print("text", result));
    }

    [Fact]
    public Task A_failed_expectation_shows_both_sides_below_the_line()
    {
        CaseResult result = _claim with
        {
            Status = ResultStatus.Failed,
            Snapshots = [],
            Diagnostics =
            [
                new("MTHP4001", ResultSeverity.Error, 12, 8, "heap is laid out otherwise: expected 32 x 64K, found 512 x 4K.")
                {
                    Summary = "heap is laid out otherwise.",
                    SourceLine = "\texpect heap = 32 x 64K   # one scan",
                    Length = 15,
                    Expected = "32 x 64K",
                    Actual = "512 x 4K",
                    Mend = "khugepaged scan comes before it?",
                },
            ],
        };
        return Snapshot.Verify(Results.Print("text", result));
    }

    [Fact]
    public void Every_line_fits_eighty_columns_or_the_terminal()
    {
        List<LayoutRun> runs = [];
        for (int page = 0; page < 2048; page += 8)
        {
            int length = 1 + (page * 31 % 7);
            runs.Add(Results.Gap(RunKind.None, page, length));
            runs.Add(Results.Gap(RunKind.Swap, page + length, 8 - length));
        }

        CaseResult result = Results.Case(Results.Snapshot("a name that is too long for the margin", 2048, [.. runs]));
        foreach (int width in new[] { 40, 80, 132 })
        {
            string text = Results.Print("text", new PrinterOptions { Width = width }, result);
            Assert.All(text.Split('\n')[1..], line => Assert.True(line.Length <= width, line));
        }
    }

    [Fact]
    public void A_title_cannot_steer_the_terminal()
    {
        string text = Results.Print("text", _claim with { Title = "\e]0;owned\a\r\n\u202egnp" });
        Assert.Contains("\\u{1b}]0;owned\\u{7}\\u{d}\\u{a}\\u{202e}gnp", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void Colour_is_written_only_where_it_is_asked_for()
    {
        Assert.Contains('\e', Results.Print("text", new PrinterOptions { Colour = true }, _claim));
        Assert.DoesNotContain('\e', Results.Print("text", _claim));
    }

    [Fact]
    public void The_last_line_sums_up() =>
        Assert.EndsWith(
            "\n1 passed, 2 failed (1 stopped with an error)\n",
            Results.Print("text", _claim, _claim with { Status = ResultStatus.Failed }, _claim with { Status = ResultStatus.Error }),
            StringComparison.Ordinal);
}
