using System.Globalization;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>What mm_khugepaged_scan_pmd and mm_collapse_huge_page_isolate say was counted up to the page that decided.</summary>
public sealed class TallyTests
{
    private const int None = -1;

    // The limit, which pages are there, then what the scan has met when it ends: holes, young pages, the last page it looked at.
    [Theory]
    [InlineData(0, 5, 512, 1, 0, None)]
    [InlineData(10, 20, 512, 11, 0, None)]
    [InlineData(0, 0, 3, 1, 3, 2)]
    [InlineData(0, 0, 70, 1, 70, 69)]
    [InlineData(4, 0, 100, 5, 100, 99)]
    [InlineData(100, 64, 130, 101, 66, 129)]
    [InlineData(511, 130, 131, 511, 1, 130)]
    [InlineData(511, 0, 512, 0, 512, 511)]
    public void A_scan_has_counted_what_stands_before_the_hole_that_ends_it(int limit, int first, int end, int holes, int young, int lastPage)
    {
        foreach (bool bulk in (bool[])[true, false])
        {
            CollapseWorld world = new CollapseWorld("6.12").MaxPtesNone(limit).Write(first, end).Enable(2048).Advise();
            world.Machine.UsesBulkPaths = bulk;
            string pfn = Pfn(world, lastPage);

            TraceEvent scan = ScanFor(world, TraceEventKind.MmKhugepagedScanPmd);

            Assert.Equal(
                (pfn, Number(holes), Number(young), "0"), (scan["pfn"], scan["none_or_zero"], scan["referenced"], scan["unmapped"]));
        }
    }

    [Fact]
    public void A_scan_that_is_stopped_by_a_hole_has_seen_only_the_young_pages_before_it()
    {
        CollapseWorld world = new CollapseWorld("6.12").MaxPtesNone(0).Write(0, 40).Write(41, 512).Idle(0, 10).Enable(2048).Advise();
        Assert.Equal("30", ScanFor(world, TraceEventKind.MmKhugepagedScanPmd)["referenced"]);
    }

    // Nothing else is there: the window is whole, and the holes beside it are not its own.
    [Theory]
    [InlineData(64, 64)]
    [InlineData(80, 64)]
    [InlineData(200, 16)]
    [InlineData(448, 256)]
    public void Holes_beside_a_window_do_not_count(int first, int kilobytes)
    {
        CollapseWorld world = new CollapseWorld("rfc-2024-repaired").MaxPtesNone(0).Write(first, first + (kilobytes / 4));
        world.Enable(kilobytes).Advise().Scan();
        Assert.Equal($"{kilobytes}K@{first}", world.Picture());
    }

    [Fact]
    public void An_isolation_that_ends_at_its_first_entry_has_met_no_page()
    {
        CollapseWorld world = new CollapseWorld("6.12").MaxPtesNone(0).Write(0, 512).Enable(2048).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.MmapRead, () => world.Drop(0, 1));

        TraceEvent isolation = ScanFor(world, TraceEventKind.MmCollapseHugePageIsolate);

        Assert.Equal((Number(None), "1", "0"), (isolation["pfn"], isolation["none_or_zero"], isolation["referenced"]));
    }

    private static TraceEvent ScanFor(CollapseWorld world, TraceEventKind kind)
    {
        world.Machine.Trace.IsEnabled = true;
        world.Scan();
        return world.Machine.Trace.Events.First(e => e.Kind == kind);
    }

    private static string Pfn(CollapseWorld world, int page) => Number(page == None ? None : world.Head(page));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
