using System.Globalization;
using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>What the daemon says that it did, and where it does nothing (COLLAPSE A.1, D.1, D.4).</summary>
public sealed class DaemonReportTests
{
    [Fact]
    public void A_thread_that_was_stopped_makes_no_pass_for_those_it_knows()
    {
        CollapseWorld world = new CollapseWorld("6.12").Enable(2048).Write(0, 1).Advise().Enable();
        Assert.Equal(["main"], world.Khugepaged.Registered);
        Assert.Equal(new DaemonReport(IsAbsent: true, 0, 0, null), world.Khugepaged.Run(30_000));
        Assert.Equal(new DaemonReport(IsAbsent: true, 0, 0, null), world.Khugepaged.Scan());

        IdleReport report = world.Khugepaged.UntilIdle();
        Assert.Equal((true, false), (report.IsAbsent, report.IsIdle));
        Assert.Empty(report.Passes);
    }

    [Fact]
    public void A_kernel_that_has_ended_makes_no_pass()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 512).Mark(16, 32, 0, Pte.WriteBit).Enable(64).Advise();
        Assert.Equal("HANG B14", world.Scan());
        KernelFinding finding = world.Khugepaged.Finding!;
        Assert.Equal(new DaemonReport(IsAbsent: false, 0, 0, finding), world.Khugepaged.Run(30_000));

        IdleReport report = world.Khugepaged.UntilIdle();
        Assert.Equal((false, finding), (report.IsIdle, report.Finding));
        Assert.Empty(report.Passes);
    }

    [Fact]
    public void After_the_pass_that_its_start_makes_the_thread_sleeps_as_after_any_other()
    {
        CollapseWorld world = new CollapseWorld("6.12").Enable(2048).Write(0, 1).Advise().Enable();
        world.Enable(2048);
        Assert.Equal(1, world.Machine.Counters.FullScans);
        Assert.Equal(0, world.Khugepaged.Run(9_999).Passes);
        Assert.Equal(1, world.Khugepaged.Run(1).Passes);
    }

    [Fact]
    public void Another_size_does_not_wake_a_thread_that_runs_already()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Enable(64).Write(0, 1).Advise();
        Assert.Equal(1, world.Khugepaged.Run(0).Passes);
        world.Set("hugepages-128kB/enabled", "madvise");
        Assert.Equal(0, world.Khugepaged.Run(9_999).Passes);
    }

    [Fact]
    public void A_report_counts_what_was_collapsed_since_the_one_before()
    {
        CollapseWorld world = new CollapseWorld("6.12", 4.MiB()).Write(0, 512).Enable(2048).Advise();
        Assert.Equal([1L, 0L], [world.Khugepaged.Scan().Collapsed, world.Khugepaged.Scan().Collapsed]);
    }

    // A range costs 512, the visit 1, and a VMA that may not have huge pages 1.
    [Theory]
    [InlineData(0, 513, 1)]
    [InlineData(0, 514, 2)]
    [InlineData(1, 514, 1)]
    [InlineData(1, 515, 2)]
    public void A_pass_pays_for_its_visits_and_for_each_VMA_that_it_steps_over(int skipped, int pagesToScan, int collapsed)
    {
        CollapseWorld world = new CollapseWorld("6.12", 6.MiB()).Write(0, 1536).Enable(2048);
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(skipped * 512, 1536), Advice.Hugepage));
        world.Set("khugepaged/pages_to_scan", pagesToScan.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(collapsed, world.Khugepaged.Run(0).Collapsed);
    }

    // Its visit costs 1, and none of its VMAs is looked at: after a range of the child there is budget left for another.
    [Theory]
    [InlineData(514, 1)]
    [InlineData(515, 2)]
    public void A_process_that_has_switched_huge_pages_off_costs_a_visit(int pagesToScan, int collapsed)
    {
        CollapseWorld world = new CollapseWorld("6.12", 4.MiB()).Write(0, 1024).Enable(2048).Advise();
        Process child = world.Main.Fork("child");
        Assert.Equal(Errno.None, child.Write(world.Heap.Range));
        Assert.Equal(Errno.None, world.Main.DisableThp());
        world.Set("khugepaged/pages_to_scan", pagesToScan.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(collapsed, world.Khugepaged.Run(0).Collapsed);
    }

    [Fact]
    public void A_fork_of_the_machine_knows_how_long_each_lock_was_held()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 512).Enable(64).Advise();
        world.Scan();
        LockLedger twin = world.Machine.Fork().Khugepaged.Locks;
        Assert.Equal(world.Khugepaged.Locks.Holds(), twin.Holds());
        Assert.Equal(512, twin.PagesCopied);
    }

    [Fact]
    public void A_process_that_has_switched_huge_pages_off_is_passed_over_and_the_next_one_is_not()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        Process child = world.Main.Fork("child");
        Assert.Equal(Errno.None, child.Write(world.Heap.Range));
        Assert.Equal(Errno.None, world.Main.DisableThp());

        Assert.Equal(1, world.Khugepaged.Scan().Collapsed);

        Assert.Equal(("none", "2M@0"), (world.Picture(), world.Picture(child)));
        Assert.Equal(1, world.Machine.Counters.FullScans);
    }

    [Fact]
    public void Until_idle_counts_the_pages_that_a_collapse_swapped_in()
    {
        CollapseWorld world = new("6.12", options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        world.Write(0, 512).Enable(2048).Advise();
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(10, 13), Advice.Pageout));

        IdleReport report = world.Khugepaged.UntilIdle();

        Assert.Equal([(3L, 1L), (0L, 0L)], report.Passes.Select(pass => (pass.SwappedIn, pass.Collapsed)));
        Assert.True(report.IsIdle);
    }

    [Fact]
    public void A_swap_in_alone_is_a_change()
    {
        CollapseWorld world = new("6.12", options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        world.Write(0, 512).Enable(2048).Advise();
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(10, 13), Advice.Pageout));
        world.Race(CollapseStep.Swapin, RaceNeed.None, () => world.Mark(500, 501, Pte.UffdWpBit, 0));

        IdleReport report = world.Khugepaged.UntilIdle();

        Assert.Equal([(3L, 0L), (0L, 0L)], report.Passes.Select(pass => (pass.SwappedIn, pass.Collapsed)));
    }

    [Fact]
    public void Until_idle_gives_up_where_every_folio_is_split_again()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        SplitAtNextScan();

        IdleReport report = world.Khugepaged.UntilIdle();

        Assert.Equal(Khugepaged.MaxPasses, report.Passes.Count);
        Assert.All(report.Passes, pass => Assert.Equal(1, pass.Collapsed));
        Assert.False(report.IsIdle);
        Assert.Single(report.StillMoving);

        void SplitAtNextScan() => world.Race(CollapseStep.Scan, RaceNeed.None, () =>
        {
            world.Main.Split(world.Heap.Range);
            SplitAtNextScan();
        });
    }

    [Fact]
    public void MADV_COLLAPSE_stops_at_the_end_of_its_range_though_the_VMA_goes_on()
    {
        CollapseWorld world = new CollapseWorld("6.12", 8.MiB()).Write(0, 2048);
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(0, 1024), Advice.Collapse));
        Assert.Equal("2x2M@0", world.Picture());
    }

    [Fact]
    public void MADV_COLLAPSE_has_done_all_there_is_where_the_end_of_its_range_was_unmapped_meanwhile()
    {
        // The collapse succeeds; madvise finds the hole behind it.
        CollapseWorld world = new CollapseWorld("6.12", 6.MiB()).Write(0, 1536);
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => world.Main.Unmap(world.Pages(1024, 1536)));
        Assert.Equal(Errno.ENOMEM, world.Main.Advise(world.Heap.Range, Advice.Collapse));
        Assert.Equal("2x2M@0", world.Picture());
    }
}
