using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Tracing;

public sealed class TracingTests
{
    [Fact]
    public void A_trace_that_is_off_records_nothing()
    {
        TraceLog log = new();
        log.Emit(TraceEventKind.MmCollapseHugePage, new TraceField("status", "succeeded"));
        Assert.Empty(log.Events);
        Assert.Equal(0, log.Dropped);
    }

    [Fact]
    public void A_full_trace_drops_its_oldest_events_and_says_how_many()
    {
        TraceLog log = new(capacity: 2) { IsEnabled = true };
        for (int order = 2; order < 5; order++)
        {
            log.Emit(TraceEventKind.MmCollapseHugePage, new TraceField("order", order));
        }

        Assert.Equal(1, log.Dropped);
        Assert.Equal(["mm_collapse_huge_page: order=3", "mm_collapse_huge_page: order=4"], log.Events.Select(e => e.ToString()));
    }

    [Fact]
    public void Every_event_has_a_name_that_leads_back_to_it()
    {
        foreach (TraceEventKind kind in Enum.GetValues<TraceEventKind>())
        {
            Assert.True(TraceEventNames.TryParse(kind.Name(), out TraceEventKind parsed));
            Assert.Equal(kind, parsed);
        }
    }

    [Fact]
    public void A_lock_is_held_for_as_many_pages_as_are_copied_under_it()
    {
        LockLedger locks = new(new TraceLog(), _ => "main");
        locks.Take(LockName.MmapLock, LockMode.Read, 1, 0);
        locks.Copy(5);
        locks.Drop(LockName.MmapLock, 1, 0);
        locks.Take(LockName.MmapLock, LockMode.Write, 1, 0);
        locks.Copy(512);
        Assert.Equal(LockMode.Write, locks.Held(LockName.MmapLock));
        locks.Drop(LockName.MmapLock, 1, 0);
        locks.Take(LockName.MmapLock, LockMode.Write, 1, 0);
        locks.Copy(16);
        locks.Drop(LockName.MmapLock, 1, 0);

        Assert.Equal(
            [
                new LockHold(LockName.MmapLock, LockMode.Read, 1, 5, 5),
                new LockHold(LockName.MmapLock, LockMode.Write, 2, 528, 512),
            ],
            locks.Holds());
        Assert.Throws<InvalidOperationException>(() => locks.Drop(LockName.MmapLock, 1, 0));
    }

    [Fact]
    public void Locks_leave_their_mode_and_time_in_the_trace()
    {
        TraceLog log = new() { IsEnabled = true };
        LockLedger locks = new(log, _ => "main");
        locks.Take(LockName.AnonVmaLock, LockMode.Write, 1, 0x200000);
        locks.Copy(16);
        locks.Drop(LockName.AnonVmaLock, 1, 0x200000);

        Assert.Equal(
            [
                "lock_acquire: mm=main address=0x200000 name=anon_vma_lock mode=write pages_copied=0",
                "lock_release: mm=main address=0x200000 name=anon_vma_lock mode=write held=16 pages_copied=16",
            ],
            log.Events.Select(e => e.ToString()));
    }
}
