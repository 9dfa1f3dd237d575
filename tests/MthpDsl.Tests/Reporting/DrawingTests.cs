using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Reporting;

/// <summary>Results as a page and as a picture: what is drawn.</summary>
public sealed class DrawingTests
{
    private static readonly CaseResult _case = Results.Case(
        Results.Snapshot("before", 48, Results.Folios(0, 0, 0, 16), Results.Gap(RunKind.None, 16, 32)),
        Results.Snapshot(
            "end",
            new CounterSnapshot([new("thp_collapse_alloc", 1)], [new("khugepaged/pages_collapsed", 1)], 16),
            48,
            Results.Folio(0, 16, 16, 4) with { IsShared = true },
            Results.Gap(RunKind.Swap, 16, 16),
            Results.Gap(RunKind.Zero, 32, 16)));

    [Fact]
    public Task A_page_has_the_drawings_the_layouts_and_the_counters() => Snapshot.Verify(WithoutStyle(Results.Print("html", _case)));

    [Fact]
    public Task A_picture_has_the_drawings_alone() => Snapshot.Verify(WithoutStyle(Results.Print("svg", _case)));

    [Fact]
    public void A_terabyte_in_a_million_pieces_is_a_drawing_of_bounded_size()
    {
        LayoutRun[] pieces = [.. Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? Results.Folio(i, 1, i, 0) : Results.Gap(RunKind.None, i, 1))];
        CaseResult result = Results.Case(Results.Snapshot("end", pieces.Length, pieces));
        Assert.True(Results.Print("svg", result).Length < 200_000);
    }

    private static string WithoutStyle(string page)
    {
        int first = page.IndexOf("<style>", StringComparison.Ordinal);
        int end = page.IndexOf("</style>", StringComparison.Ordinal);
        return page.Remove(first, end - first);
    }
}
