using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>The daemon: when it runs, whom it knows, how far a pass goes, how long it sleeps (COLLAPSE A.1, D.1).</summary>
public sealed class KhugepagedTests
{
    [Theory]
    [InlineData("6.12", false)]
    [InlineData("6.18", false)]
    [InlineData("rfc-2024", true)]
    [InlineData("merged-2026", true)]
    public void Small_sizes_start_the_thread_only_where_it_collapses_to_them(string kernel, bool runs)
    {
        CollapseWorld world = new CollapseWorld(kernel).Enable(64);
        Assert.Equal(runs, world.Khugepaged.IsRunning);
        Assert.Equal(!runs, world.Khugepaged.Scan().IsAbsent);
        world.Enable(2048);
        Assert.True(world.Khugepaged.IsRunning);
        world.Set("enabled", "never");
        Assert.True(world.Khugepaged.IsRunning);
        world.Set("hugepages-2048kB/enabled", "inherit");
        Assert.False(world.Khugepaged.IsRunning);
    }

    [Fact]
    public void A_write_that_starts_the_thread_makes_one_pass_at_once()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        world.Enable();
        Assert.False(world.Khugepaged.IsRunning);
        world.Enable(2048);
        Assert.Equal("2M@0", world.Picture());
        Assert.Equal(1, world.Machine.Counters.FullScans);
    }

    [Fact]
    public void Advice_before_the_first_touch_registers_nobody_and_the_same_advice_again_does()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Enable(64).Advise();
        Assert.Empty(world.Khugepaged.Registered);
        world.Write(0, 1).Advise();
        Assert.Equal(["main"], world.Khugepaged.Registered);
    }

    [Fact]
    public void A_child_of_a_registered_parent_is_registered_and_forgotten_at_its_exit()
    {
        CollapseWorld world = new CollapseWorld("6.12").Enable(2048).Write(0, 1).Advise();
        Process child = world.Main.Fork("child");
        Assert.Equal(["main", "child"], world.Khugepaged.Registered);
        child.Exit();
        Assert.Equal(["main"], world.Khugepaged.Registered);
    }

    [Fact]
    public void A_process_that_ends_under_the_cursor_is_dropped_at_the_next_visit()
    {
        CollapseWorld world = new CollapseWorld("6.12", 32.MiB()).Enable(2048).Write(0, 8192).Advise();
        Process child = world.Main.Fork("child");
        world.Set("khugepaged/pages_to_scan", "600");
        world.Khugepaged.Run(0);
        world.Main.Exit();
        Assert.Equal(["main", "child"], world.Khugepaged.Registered);
        world.Khugepaged.Run(60_000);
        Assert.Equal(["child"], world.Khugepaged.Registered);
        Assert.True(child.IsAlive);
    }

    [Fact]
    public void A_pass_ends_with_its_budget_and_the_next_goes_on_where_it_stopped()
    {
        CollapseWorld world = new CollapseWorld("6.12", 8.MiB()).Enable(2048).Write(0, 2048).Advise();
        world.Set("khugepaged/pages_to_scan", "1024");
        Assert.Equal(1, world.Khugepaged.Run(0).Passes);
        Assert.Equal("2x2M@0", world.Picture());
        Assert.Equal(0, world.Khugepaged.Run(9_999).Passes);
        Assert.Equal(1, world.Khugepaged.Run(1).Passes);
        Assert.Equal("4x2M@0", world.Picture());
        Assert.Equal(10_000, world.Khugepaged.NowMilliseconds);
    }

    [Fact]
    public void Half_a_minute_is_as_many_passes_as_there_are_sleeps_in_it()
    {
        CollapseWorld world = new CollapseWorld("6.12").Enable(2048).Write(0, 1).Advise();
        Assert.Equal(4, world.Khugepaged.Run(30_000).Passes);
        world.Set("khugepaged/scan_sleep_millisecs", "1000");
        Assert.Equal(31, world.Khugepaged.Run(30_000).Passes);
        world.Set("khugepaged/scan_sleep_millisecs", "0");
        Assert.Equal(101, world.Khugepaged.Run(100).Passes);
    }

    [Fact]
    public void The_first_failed_allocation_puts_it_to_sleep_and_the_second_ends_the_pass()
    {
        CollapseWorld world = new CollapseWorld("6.12", 8.MiB()).Enable(2048).Write(0, 2048).Advise();
        world.Machine.Failures.FailAllocations(9, null);
        world.Khugepaged.Run(0);
        Assert.Equal(2, world.Machine.Counters[MthpDsl.Simulation.Statistics.VmStat.ThpCollapseAllocFailed]);
        Assert.Equal(0, world.Machine.Counters.FullScans);
    }

    [Fact]
    public void A_scan_is_full_when_the_last_of_all_processes_was_passed()
    {
        CollapseWorld world = new CollapseWorld("6.12").Enable(2048).Write(0, 1).Advise();
        world.Main.Fork("second");
        world.Main.Fork("third");
        world.Set("khugepaged/pages_to_scan", "1");
        world.Set("khugepaged/scan_sleep_millisecs", "1000");
        List<long> fullScans = [];
        for (int second = 0; second < 12; second++)
        {
            world.Khugepaged.Run(second == 0 ? 0 : 1000);
            fullScans.Add(world.Machine.Counters.FullScans);
        }

        // A pass for the range of each, and one to step over its end.
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2], fullScans);
    }

    [Fact]
    public void A_scan_is_full_however_many_allocations_fail()
    {
        CollapseWorld world = new CollapseWorld("6.12", 8.MiB()).Enable(2048).Write(0, 2048).Advise();
        world.Machine.Failures.FailAllocations(9, 3);
        Assert.Equal(1, world.Khugepaged.Scan().Collapsed);
        Assert.Equal("2M@1536", world.Picture());
        Assert.Equal(1, world.Machine.Counters.FullScans);
    }

    [Fact]
    public void Until_idle_tells_creep_from_rest()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 2).MaxPtesNone(256).Enable(16, 32, 64).Advise();
        IdleReport report = world.Khugepaged.UntilIdle();
        Assert.True(report.IsIdle);
        Assert.True(report.Creeps);
        Assert.Equal([2, 4, 8, 0], report.Passes.Select(pass => (int)pass.PagesAdded));
        Assert.Equal([2, 3, 4], report.Passes.SelectMany(pass => pass.Collapses).Select(trial => trial.Order));
        Assert.All(report.Passes.SelectMany(pass => pass.Collapses), trial => Assert.Equal(trial.Limit, trial.Count));

        CollapseWorld rest = new CollapseWorld("rfc-2024").Write(0, 2).MaxPtesNone(255).Enable(16, 32, 64).Advise();
        IdleReport quiet = rest.Khugepaged.UntilIdle();
        Assert.False(quiet.Creeps);
        Assert.Single(quiet.Passes);
    }

    [Fact]
    public void Idle_is_a_pass_that_changed_nothing_and_creep_a_later_one_that_added_pages()
    {
        Assert.False(Pass(collapsed: 0, swappedIn: 0, added: 0).ChangedSomething);
        Assert.True(Pass(collapsed: 1, swappedIn: 0, added: 0).ChangedSomething);
        Assert.True(Pass(collapsed: 0, swappedIn: 1, added: 0).ChangedSomething);

        Assert.False(Report(isIdle: true, Pass(1, 0, added: 3), Pass(1, 0, added: 0), Pass(0, 0, added: 0)).Creeps);
        Assert.True(Report(isIdle: true, Pass(1, 0, added: 0), Pass(1, 0, added: 3), Pass(0, 0, added: 0)).Creeps);

        CollapseTrial trial = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise().Khugepaged.UntilIdle().Passes[0].Collapses[0];
        PassReport moving = Pass(1, 0, 0) with { Collapses = [trial] };
        Assert.Empty(Report(isIdle: true, moving).StillMoving);
        Assert.Empty(Report(isIdle: false).StillMoving);
        Assert.Equal([trial], Report(isIdle: false, Pass(1, 0, 0), moving).StillMoving);
        Assert.Empty(Report(isIdle: false, moving, Pass(1, 0, 0)).StillMoving);

        static PassReport Pass(int collapsed, int swappedIn, int added) => new(1, collapsed, swappedIn, added, []);
        static IdleReport Report(bool isIdle, params PassReport[] passes) => new(IsAbsent: false, isIdle, passes, null);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1024)]
    [InlineData(1500)]
    public void The_fork_of_a_machine_goes_on_under_the_same_cursor_at_the_same_time(int pagesToScan)
    {
        CollapseWorld world = new CollapseWorld("6.18", 8.MiB()).Enable(2048).Write(0, 2048).Advise();
        world.Main.Fork("child");
        world.Set("khugepaged/pages_to_scan", pagesToScan.ToString(System.Globalization.CultureInfo.InvariantCulture));
        world.Khugepaged.Run(4_000);
        Machine twin = world.Machine.Fork();

        for (int second = 0; second < 60; second++)
        {
            world.Khugepaged.Run(1_000);
            twin.Khugepaged.Run(1_000);

            Assert.Equal(State(world.Machine), State(twin));
        }

        static object State(Machine machine) => (
            machine.Counters.FullScans, machine.Khugepaged.NowMilliseconds, machine.Khugepaged.LastResult,
            string.Join('|', machine.Processes.Select(process => process.Find("heap")!.Layout)));
    }

    [Theory]
    [InlineData(nameof(ScanResult.PteUffdWp), Errno.EINVAL, true)]
    [InlineData(nameof(ScanResult.PageRo), Errno.EINVAL, true)]
    [InlineData(nameof(ScanResult.PageCount), Errno.EAGAIN, true)]
    [InlineData(nameof(ScanResult.PageLock), Errno.EAGAIN, true)]
    [InlineData(nameof(ScanResult.PageLru), Errno.EAGAIN, true)]
    [InlineData(nameof(ScanResult.DelPageLru), Errno.EAGAIN, true)]
    [InlineData(nameof(ScanResult.PteNonPresent), Errno.EINVAL, true)]
    [InlineData(nameof(ScanResult.PmdNone), Errno.EINVAL, false)]
    [InlineData(nameof(ScanResult.AllocHugePageFail), Errno.ENOMEM, false)]
    [InlineData(nameof(ScanResult.CgroupChargeFail), Errno.EBUSY, false)]
    public void What_stops_one_range_of_MADV_COLLAPSE_says_whether_the_next_is_tried(string result, Errno errno, bool goesOn)
    {
        MachineOptions options = new() { Swap = new SwapOptions(16.MiB(), SwapKind.Zram) };
        CollapseWorld world = new CollapseWorld("6.12", 4.MiB(), options).Write(512, 1024);
        world.Khugepaged.RecordsTrials = true;
        Stop(world, Enum.Parse<ScanResult>(result));

        Assert.Equal(errno, world.Main.Advise(world.Heap.Range, Advice.Collapse));

        Assert.Equal(Enum.Parse<ScanResult>(result), world.Khugepaged.Trials.First().Result);
        Assert.Equal(goesOn ? "2M@512" : "none", world.Picture());
    }

    private static void Stop(CollapseWorld world, ScanResult result)
    {
        if (result != ScanResult.PmdNone)
        {
            world.Write(0, 512);
        }

        switch (result)
        {
            case ScanResult.PteUffdWp:
                world.Mark(7, 8, Pte.UffdWpBit, 0);
                break;
            case ScanResult.PageRo:
                world.Mark(0, 512, 0, Pte.WriteBit);
                break;
            case ScanResult.PageCount:
                world.Hold(3);
                break;
            case ScanResult.PageLock:
                world.Flag(3, FolioFlags.Locked);
                break;
            case ScanResult.PageLru:
                world.Flag(3, FolioFlags.None, FolioFlags.Lru);
                break;
            case ScanResult.DelPageLru:
                world.Race(CollapseStep.Alloc, RaceNeed.None, () => world.Flag(3, FolioFlags.None, FolioFlags.Lru));
                break;
            case ScanResult.PteNonPresent:
                world.Race(CollapseStep.Revalidate, RaceNeed.MmapRead, () => world.Main.Advise(world.Pages(3, 4), Advice.Pageout));
                break;
            case ScanResult.AllocHugePageFail:
                world.Machine.Failures.FailAllocations(9, 1);
                break;
            case ScanResult.CgroupChargeFail:
                world.Machine.Failures.FailCharges(9, 1);
                break;
        }
    }

    [Fact]
    public void The_journal_says_which_page_decided_and_which_knob_would_have_helped()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 8).MaxPtesNone(127).Enable(64).Advise();
        world.Khugepaged.RecordsTrials = true;
        world.Scan();
        CollapseTrial trial = Assert.Single(world.Khugepaged.Trials);
        Assert.Equal(ScanResult.ExceedNonePte, trial.Result);
        Assert.Equal(CollapseStep.Scan, trial.Step);
        Assert.Equal((4, 3, 8), (trial.Count, trial.Limit, trial.None));
        Assert.Equal(world.Pages(11, 12).Start, trial.DecidedAt);
        Assert.Equal(new KnobHint("khugepaged/max_ptes_none", 256), trial.Hint);

        world.MaxPtesNone(256);
        world.Scan();
        Assert.Equal("64K@0", world.Picture());
    }

    [Fact]
    public void Zero_sized_and_unaligned_ranges_are_no_work_for_MADV_COLLAPSE()
    {
        CollapseWorld world = new CollapseWorld("6.12", 4.MiB()).Write(0, 1024);
        Assert.Equal(Errno.EINVAL, world.Main.Advise(world.Pages(1, 500), Advice.Collapse));
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(1, 1000), Advice.Collapse));
        Assert.Equal("none", world.Picture());
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(1, 1024), Advice.Collapse));
        Assert.Equal("2M@512", world.Picture());
    }

    [Theory]
    [InlineData("6.12", "2M@0")]
    [InlineData("merged-2026", "2M@0, 2M@1024")]
    public void MADV_COLLAPSE_goes_past_an_unpopulated_range_since_2026_and_fails_all_the_same(string kernel, string picture)
    {
        CollapseWorld world = new CollapseWorld(kernel, 6.MiB()).Write(0, 512).Write(1024, 1536);
        Assert.Equal(Errno.EINVAL, world.Main.Advise(world.Heap.Range, Advice.Collapse));
        Assert.Equal(picture, world.Picture());
    }
}
