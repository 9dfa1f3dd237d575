using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>What is looked up again when the mmap lock was dropped, and how a range ends that cannot go on (COLLAPSE A.5, A.8, C.4, C.5).</summary>
public sealed class RevalidationTests
{
    // The upper half goes while the first folio is allocated: the series looks at the window, the merged collapse at the whole range.
    [Theory]
    [InlineData("rfc-2024", 64, "16x64K@0", "EXCEED_NONE_PTE")]
    [InlineData("rfc-2024-repaired", 64, "16x64K@0", "VMA_NULL")]
    [InlineData("rfc-2024-repaired", 32, "32x32K@0", "VMA_NULL")]
    [InlineData("rfc-2024-repaired", 16, "64x16K@0", "VMA_NULL")]
    [InlineData("merged-2026", 64, "none", "ADDRESS_RANGE")]
    [InlineData("mainline", 64, "none", "ADDRESS_RANGE")]
    public void Where_half_of_the_range_was_unmapped_the_windows_that_are_left_go_on_only_in_the_series(
        string kernel, int kilobytes, string picture, string result)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(kilobytes).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => world.Main.Unmap(world.Pages(256, 512)));

        Assert.Equal(result, world.Scan());
        Assert.Equal(picture, world.Picture());
    }

    [Theory]
    [InlineData("6.12", 2048)]
    [InlineData("6.18", 2048)]
    [InlineData("rfc-2024", 64)]
    [InlineData("rfc-2024-repaired", 64)]
    [InlineData("merged-2026", 64)]
    [InlineData("mainline", 64)]
    public void The_lock_of_a_process_that_has_exited_is_taken_for_one_look_and_never_again(string kernel, int kilobytes)
    {
        CollapseWorld world = new CollapseWorld(kernel, 4.MiB()).Write(0, 1024).Enable(kilobytes).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, world.Main.Exit);

        Assert.Equal("ANY_PROCESS", world.Scan());

        LockHold hold = world.Khugepaged.Locks.Holds().Single();
        Assert.Equal((LockName.MmapLock, LockMode.Read, 2), (hold.Name, hold.Mode, hold.Acquisitions));
    }

    [Theory]
    [InlineData("merged-2026")]
    [InlineData("mainline")]
    public void The_lock_is_dropped_behind_a_scan_that_passed_though_no_window_is_tried(string kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 2).MaxPtesNone(256).Enable(64).Advise();
        world.Machine.Trace.IsEnabled = true;

        Assert.Equal("FAIL", world.Scan());

        // For the range, and to step over its end.
        LockHold hold = world.Khugepaged.Locks.Holds().Single();
        Assert.Equal((LockName.MmapLock, LockMode.Read, 2), (hold.Name, hold.Mode, hold.Acquisitions));
    }

    [Theory]
    [InlineData("merged-2026", 1)]
    [InlineData("merged-2026", 2)]
    [InlineData("mainline", 1)]
    [InlineData("mainline", 3)]
    public void A_range_that_lacked_a_block_says_so_whatever_stopped_it_in_the_end(string kernel, int failures)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(64, 2048).Advise();
        world.Machine.Failures.FailAllocations(4, failures);
        world.Machine.Failures.FailCharges(4, null);
        world.Khugepaged.RecordsTrials = true;

        Assert.Equal("ALLOC_HUGE_PAGE_FAIL", world.Scan());

        Assert.Equal(
            [
                (9, ScanResult.AllocHugePageFail),
                .. Enumerable.Repeat((4, ScanResult.AllocHugePageFail), failures - 1),
                (4, ScanResult.CgroupChargeFail),
            ],
            world.Khugepaged.Trials.Select(trial => (trial.Order, trial.Result)));
        Assert.Equal(60_000, world.Khugepaged.NowMilliseconds);
    }
}
