using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
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

    [Fact]
    public void A_lock_taken_again_counts_as_one_dropped_and_taken()
    {
        LockLedger shortened = new(new TraceLog(), _ => "main");
        LockLedger plain = new(new TraceLog(), _ => "main");
        foreach (LockLedger locks in new[] { shortened, plain })
        {
            locks.Copy(5);
            locks.Take(LockName.MmapLock, LockMode.Read, 1, 0);
            locks.Copy(16);
        }

        shortened.TakeAgain(LockName.MmapLock);
        plain.Drop(LockName.MmapLock, 1, 0);
        plain.Take(LockName.MmapLock, LockMode.Read, 1, 0);
        foreach (LockLedger locks in new[] { shortened, plain })
        {
            locks.Copy(3);
            locks.Drop(LockName.MmapLock, 1, 0);
        }

        Assert.Equal([new LockHold(LockName.MmapLock, LockMode.Read, 2, 19, 16)], plain.Holds());
        Assert.Equal(plain.Holds(), shortened.Holds());
    }

    [Fact]
    public void The_fork_of_a_machine_has_its_locks_and_its_trace_and_goes_on_with_both()
    {
        var machine = new Machine(KernelModel.Linux618);
        machine.Trace.IsEnabled = true;
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        heap.Advise(Advice.Collapse);

        Machine twin = machine.Fork();

        Assert.NotEmpty(machine.Trace.Events);
        Assert.Equal(Texts(machine), Texts(twin));
        Assert.Contains(twin.Khugepaged.Locks.Holds(), hold => hold.HeldPages == 512);
        Assert.Equal(machine.Khugepaged.Locks.Holds(), twin.Khugepaged.Locks.Holds());

        int before = machine.Trace.Events.Count;
        twin.Main.Find("heap")!.Advise(Advice.Collapse);
        Assert.True(twin.Trace.Events.Count > before);
        Assert.Equal(0, twin.Trace.Dropped);
        Assert.Equal(before, machine.Trace.Events.Count);
    }

    [Fact]
    public void A_trace_keeps_at_least_one_event() => Assert.Throws<ArgumentOutOfRangeException>(() => new TraceLog(capacity: 0));

    private static IEnumerable<string> Texts(Machine machine) => machine.Trace.Events.Select(traced => $"{traced.Number} {traced}");
}
