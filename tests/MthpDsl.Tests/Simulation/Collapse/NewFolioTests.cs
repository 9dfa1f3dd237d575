using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>What a collapse maps, of what it may be made, and what it counts (COLLAPSE A.5, C.5, C.6, D.2, D.4).</summary>
public sealed class NewFolioTests
{
    [Theory]
    [InlineData("6.12", 2048, true, true)]
    [InlineData("6.18", 2048, true, true)]
    [InlineData("rfc-2024", 2048, true, true)]
    [InlineData("rfc-2024", 64, true, false)]
    [InlineData("rfc-2024-repaired", 64, true, true)]
    [InlineData("merged-2026", 64, true, true)]
    [InlineData("6.18", 2048, false, false)]
    [InlineData("merged-2026", 64, false, false)]
    [InlineData("mainline", 2048, false, false)]
    public void A_new_folio_is_writable_where_the_VMA_is_and_dirty_but_for_the_small_ones_as_posted(
        string kernel, int kilobytes, bool writable, bool dirty)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(kilobytes).Advise();
        Assert.Equal(Errno.None, world.Main.Protect(world.Heap.Range, writable ? Protection.Write : Protection.Read));

        Assert.Equal("SUCCEED", world.Scan());

        Pte entry = world.Main.Mm.Pages.ReadPte(world.Vpn(5));
        Assert.Equal((true, writable, dirty), (entry.IsYoung, entry.IsWritable, entry.IsDirty));
    }

    [Theory]
    [InlineData("6.12")]
    [InlineData("6.18")]
    [InlineData("rfc-2024")]
    [InlineData("rfc-2024-repaired")]
    [InlineData("merged-2026")]
    [InlineData("mainline")]
    public void A_folio_of_PMD_size_that_is_mapped_by_PTEs_is_copied_like_any_other(string kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel).WriteFolios(2048, 0, 512);
        Assert.Equal(Errno.None, world.Main.Protect(world.Pages(0, 1), Protection.Read));
        Assert.Equal(Errno.None, world.Main.Protect(world.Pages(0, 1), Protection.Write));
        Assert.Equal("2M pte", world.Heap.Layout.ToString());

        world.Enable(2048).Advise();

        Assert.Equal(1, world.Khugepaged.Scan().Collapsed);
        Assert.Equal("2M pmd", world.Heap.Layout.ToString());
    }

    [Theory]
    [InlineData("rfc-2024", SizeStat.AnonCollapseAlloc, SizeStat.AnonCollapseAllocFailed, 32, 1)]
    [InlineData("rfc-2024-repaired", SizeStat.CollapseAlloc, SizeStat.CollapseAllocFailed, 31, 0)]
    [InlineData("merged-2026", SizeStat.CollapseAlloc, SizeStat.CollapseAllocFailed, 31, 0)]
    public void A_folio_that_was_not_to_be_had_is_counted_as_failed_alone(string kernel, SizeStat had, SizeStat failed, int folios, int vmEvents)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(64).Advise();
        world.Machine.Failures.FailAllocations(4, 1);

        // The series as posted ends its range there, and has another folio for each window in the next scan.
        world.Khugepaged.Scan(kernel == "rfc-2024" ? 2 : 1);

        Counters counters = world.Machine.Counters;
        Assert.Equal((folios, 1), (counters[had, 4], counters[failed, 4]));
        Assert.Equal((folios * vmEvents, vmEvents), (counters[VmStat.ThpCollapseAlloc], counters[VmStat.ThpCollapseAllocFailed]));
    }

    [Theory]
    [InlineData("max_ptes_none")]
    [InlineData("max_ptes_swap")]
    [InlineData("max_ptes_shared")]
    public void MADV_COLLAPSE_knows_no_limit(string knob)
    {
        CollapseWorld world = Swapping().Write(0, 512).Drop(0, 100);
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(100, 200), Advice.Pageout));
        world.Main.Fork("child");
        world.Write(300, 512).Set("khugepaged/" + knob, "0");

        Assert.Equal(Errno.None, world.Main.Advise(world.Heap.Range, Advice.Collapse));

        Assert.Equal("2M@0", world.Picture());
    }

    [Fact]
    public void A_swap_in_says_how_many_pages_it_brought()
    {
        CollapseWorld world = Swapping().Write(0, 512).Enable(2048).Advise();
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(10, 13), Advice.Pageout));
        world.Machine.Trace.IsEnabled = true;

        world.Scan();

        TraceEvent swapin = world.Machine.Trace.Events.Single(e => e.Kind == TraceEventKind.MmCollapseHugePageSwapin);
        Assert.Equal(("3", "509", "1"), (swapin["swapped_in"], swapin["referenced"], swapin["ret"]));
    }

    [Fact]
    public void Where_nothing_is_swapped_there_is_no_swap_in()
    {
        CollapseWorld world = Swapping().Write(0, 512).Enable(2048).Advise();
        world.Machine.Trace.IsEnabled = true;
        world.Race(CollapseStep.Swapin, RaceNeed.None, () => { });

        Assert.Equal("SUCCEED", world.Scan());

        Assert.DoesNotContain(world.Machine.Trace.Events, e => e.Kind == TraceEventKind.MmCollapseHugePageSwapin);
        Assert.True(world.Khugepaged.IsArmed(CollapseStep.Swapin));
    }

    [Fact]
    public void A_swap_in_that_finds_no_memory_ends_the_collapse()
    {
        CollapseWorld world = Swapping().Write(0, 512).Enable(2048).Advise();
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(10, 13), Advice.Pageout));
        world.Race(CollapseStep.Swapin, RaceNeed.None, () => world.Machine.Failures.FailAllocations(0, null));
        Assert.Equal("FAIL", world.Scan());
    }

    private static CollapseWorld Swapping() => new("6.12", options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
}
