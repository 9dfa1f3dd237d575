using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>Which locks a collapse takes, and how long: the series' claim about the mmap lock, in pages copied.</summary>
public sealed class LockTests
{
    [Theory]
    [InlineData("rfc-2024", 0, 512)]
    [InlineData("rfc-2024-repaired", 512, 512)]
    [InlineData("merged-2026", 512, 512)]
    [InlineData("mainline", 512, 512)]
    public void Only_the_series_as_posted_copies_small_folios_without_the_mmap_lock_for_writing(string kernel, long mmap, long anonVma)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(64).Advise();
        world.Scan();
        Assert.Equal("32x64K@0", world.Picture());
        Assert.Equal(mmap, HeldForWriting(world, LockName.MmapLock));
        Assert.Equal(mmap, HeldForWriting(world, LockName.VmaLock));
        Assert.Equal(anonVma, HeldForWriting(world, LockName.AnonVmaLock));
    }

    [Theory]
    [InlineData("6.12")]
    [InlineData("rfc-2024")]
    [InlineData("merged-2026")]
    public void A_PMD_sized_collapse_holds_the_mmap_lock_for_writing_and_has_dropped_the_anon_vma_lock_when_it_copies(string kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(2048).Advise();
        world.Scan();
        Assert.Equal("2M@0", world.Picture());
        Assert.Equal(512, HeldForWriting(world, LockName.MmapLock));
        Assert.Equal(0, HeldForWriting(world, LockName.AnonVmaLock));
        Assert.Equal(0, HeldForWriting(world, LockName.PteLock));
    }

    [Fact]
    public void The_posted_series_holds_the_page_tables_lock_over_the_copy_of_a_small_folio()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 512).Enable(64).Advise();
        world.Scan();
        LockHold hold = world.Khugepaged.Locks.Holds().Single(hold => hold.Name == LockName.PteLock);
        Assert.Equal(new LockHold(LockName.PteLock, LockMode.Write, 32, 512, 16), hold);
    }

    [Fact]
    public void No_lock_is_held_while_the_folio_is_allocated()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        List<LockMode?> held = [];
        world.Khugepaged.Arm(CollapseStep.Alloc, [Look(world, held)]);
        world.Khugepaged.Arm(CollapseStep.Revalidate, [Look(world, held)]);
        world.Khugepaged.Arm(CollapseStep.Isolate, [Look(world, held)]);
        world.Scan();
        Assert.Equal([null, LockMode.Read, LockMode.Write], held);
    }

    [Fact]
    public void A_collapse_reads_in_the_trace_as_the_kernel_takes_its_locks()
    {
        CollapseWorld world = new CollapseWorld("merged-2026").Write(0, 512).Enable(2048).Advise();
        world.Machine.Trace.IsEnabled = true;
        world.Scan();
        Assert.Equal(
            [
                "+mmap_lock read", "-mmap_lock read",
                "+mmap_lock read", "-mmap_lock read",
                "+mmap_lock write", "+vma_lock write", "+anon_vma_lock write", "+pmd_lock write", "-pmd_lock write",
                "+pte_lock write", "+folio_lock write", "-pte_lock write", "-anon_vma_lock write", "-folio_lock write",
                "+pmd_lock write", "-pmd_lock write", "-vma_lock write", "-mmap_lock write",
                "+mmap_lock read", "-mmap_lock read",
            ],
            LockEvents(world));
    }

    [Fact]
    public void A_small_collapse_as_posted_gives_its_locks_back_from_the_innermost_on()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 512).Enable(64).Advise();
        world.Machine.Trace.IsEnabled = true;
        world.Scan();
        Assert.Equal(
            [
                "+mmap_lock read", "-mmap_lock read",
                "+mmap_lock read", "+anon_vma_lock write", "+pte_lock write", "+folio_lock write",
                "-folio_lock write", "+pmd_lock write", "-pmd_lock write", "-pte_lock write", "-anon_vma_lock write", "-mmap_lock read",
            ],
            LockEvents(world).Take(12));
    }

    private static IEnumerable<string> LockEvents(CollapseWorld world) => world.Machine.Trace.Events
        .Where(e => e.Kind is TraceEventKind.LockAcquire or TraceEventKind.LockRelease)
        .Select(e => (e.Kind == TraceEventKind.LockAcquire ? "+" : "-") + e["name"] + " " + e["mode"]);

    private static RacingOperation Look(CollapseWorld world, List<LockMode?> held) =>
        new("look", RaceNeed.None, world.Main, default, false, () => held.Add(world.Khugepaged.Locks.Held(LockName.MmapLock)));

    private static long HeldForWriting(CollapseWorld world, LockName name) =>
        world.Khugepaged.Locks.Holds().SingleOrDefault(hold => hold.Name == name && hold.Mode == LockMode.Write)?.HeldPages ?? 0;
}
