using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Tests.Simulation.Auditing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>A folio that compaction has moved is the same folio for everyone who maps it, in other frames (MM 7.5).</summary>
public sealed class FolioMigrationTests
{
    [Fact]
    public void Whatever_a_machine_went_through_each_folio_can_be_moved()
    {
        int moved = 0;
        for (uint number = 1; number <= 40; number++)
        {
            moved += MoveAllOf(new PCG(number, 1));
        }

        Assert.True(moved > 1000);
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(2, 0)]
    public void A_large_folio_stands_on_the_deferred_queue_for_a_moment_and_no_longer(int mapped, int deferred)
    {
        Machine machine = With(64, out Mapping heap);
        if (mapped < 16)
        {
            Assert.Equal(Errno.None, machine.Main.Unmap(new VirtualRange(heap.Range.Start + (mapped * 4096L), (16 - mapped) * 4096L)));
        }

        long earlier = machine.Counters[SizeStat.SplitDeferred, 4];
        Assert.Equal(1, MoveAll(machine));

        Assert.Equal(deferred, machine.Counters[SizeStat.SplitDeferred, 4] - earlier);
        Assert.Equal(0, machine.DeferredSplits.Count);
        Assert.Equal((16, 0), (machine.Counters[VmStat.PgmigrateSuccess], machine.Counters[VmStat.ThpMigrationSuccess]));
    }

    [Fact]
    public void Only_a_PMD_sized_one_counts_as_a_THP_that_was_moved()
    {
        Machine machine = With(2048, out Mapping heap);

        Assert.Equal(1, MoveAll(machine));

        Assert.Equal((512, 1), (machine.Counters[VmStat.PgmigrateSuccess], machine.Counters[VmStat.ThpMigrationSuccess]));
        Assert.Equal("2M pmd", heap.Layout.ToString());
    }

    [Fact]
    public void What_waits_in_the_swap_cache_is_found_in_its_new_frames()
    {
        var machine = new Machine(KernelModel.Linux618, new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Disk) });
        machine.WatchContent();
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();
        long old = heap.Layout.Runs[0].Frame;
        heap.Advise(Advice.Pageout);
        Assert.Equal("swap 64K", heap.Layout.ToString());

        Assert.Equal(1, MoveAll(machine));
        heap.Read();

        Assert.Equal("64K", heap.Layout.ToString());
        Assert.NotEqual(old, heap.Layout.Runs[0].Frame);
        Assert.Equal(0, machine.Counters[VmStat.Pswpin]);
        Assert.Equal([], machine.Check());
        Assert.Empty(machine.CheckContent());
    }

    [Fact]
    public void What_is_held_pinned_locked_or_on_no_list_stays()
    {
        var machine = new Machine(KernelModel.Linux618);
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();
        machine.LruAddBatch.Drain();
        FolioMigration migration = new(machine);
        long frame = machine.Main.Mm.Pages.ReadPte(heap.Range.Start >> 12).Payload;
        Assert.True(migration.TryGetMovable(frame, out long head, out int order));
        Assert.Equal((frame, 0), (head, order));

        machine.Main.Hold(heap.Slice(0.KiB(), 4.KiB()));
        Assert.False(migration.TryGetMovable(frame, out _, out _));
        machine.Main.ReleaseAll();
        Assert.True(migration.TryGetMovable(frame, out _, out _));
        foreach (FolioFlags flag in new[] { FolioFlags.Locked, FolioFlags.Writeback, FolioFlags.Unmovable })
        {
            machine.Frames.SetFlags(frame, flag);
            Assert.False(migration.TryGetMovable(frame, out _, out _));
            machine.Frames.ClearFlags(frame, flag);
        }

        machine.Frames.ClearFlags(frame, FolioFlags.Lru);
        Assert.False(migration.TryGetMovable(frame, out _, out _));
        Assert.False(migration.TryGetMovable(machine.Buddy.TotalFrames - 1, out head, out _));
        Assert.Equal(-1, head);
    }

    [Fact]
    public void What_two_have_locked_is_locked_for_both_in_its_new_frames_and_for_nobody_in_the_old_ones()
    {
        Machine machine = With(64, out Mapping heap);
        Assert.Equal(Errno.None, machine.Main.Protect(heap.Range, Protection.Read));
        Process child = machine.Main.Fork("child");
        Assert.Equal((Errno.None, Errno.None), (machine.Main.Lock(heap.Range), child.Lock(heap.Range)));
        long old = HeadOf(heap);

        Assert.Equal(1, MoveAll(machine));

        Assert.Equal(Errno.None, machine.Main.Unlock(heap.Range));
        Assert.True(machine.Frames.Has(HeadOf(heap), FolioFlags.Mlocked));
        Assert.Equal(Errno.None, child.Unlock(heap.Range));
        Assert.False(machine.Frames.Has(HeadOf(heap), FolioFlags.Mlocked));

        Mapping later = WriteInto(old, machine);
        Assert.Equal((Errno.None, Errno.None), (machine.Main.Lock(later.Range), machine.Main.Unlock(later.Range)));
        Assert.False(machine.Frames.Has(old, FolioFlags.Mlocked));
    }

    [Fact]
    public void A_folio_that_comes_to_where_another_was_has_a_number_of_its_own()
    {
        Machine machine = With(64, out Mapping heap);
        (long old, int number) = (HeadOf(heap), heap.Layout[0].Folio);

        Assert.Equal(1, MoveAll(machine));

        Assert.NotEqual(number, WriteInto(old, machine).Layout[0].Folio);
    }

    [Theory]
    [InlineData(64, 4)]
    [InlineData(4, 0)]
    public void A_folio_in_the_swap_cache_takes_its_slots_with_it(int kibibytes, int order)
    {
        var options = new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) };
        Machine machine = With(kibibytes, out Mapping heap, options);
        long old = HeadOf(heap);
        Assert.True(machine.SwapCache.TryAdd(old));
        long slot = machine.SwapCache.SlotOf(old);

        Assert.Equal(1, MoveAll(machine));

        long head = HeadOf(heap);
        Assert.NotEqual(old, head);
        Assert.Equal((order, slot), (machine.Frames.Order(head), machine.SwapCache.SlotOf(head)));
        Assert.All(Enumerable.Range(0, 1 << order), page => Assert.Equal(head + page, machine.SwapCache.FrameOf(slot + page)));
        Assert.Equal(1, machine.SwapCache.Count);
    }

    private static int MoveAllOf(PCG random)
    {
        Machine machine = RandomHistory.NewMachine(RandomHistory.Kernels.Generate(random, null, out _));
        machine.WatchContent();
        for (int step = 0; step < 15; step++)
        {
            RandomHistory.Apply(machine, RandomHistory.Steps.Generate(random, null, out _));
        }

        List<string> before = Shown(machine);
        int moved = MoveAll(machine);

        Assert.Equal(before, Shown(machine));
        Assert.Equal([], machine.Check());
        Assert.Empty(machine.CheckContent());
        return moved;
    }

    private static long HeadOf(Mapping heap) => heap.Process.Mm.Pages.ReadPte(heap.Range.Start >> 12).Payload;

    /// <summary>Makes a folio of 64K that gets these frames.</summary>
    private static Mapping WriteInto(long head, Machine machine)
    {
        Mapping later = machine.Main.Map("later", 64.KiB());
        later.Write();
        Assert.Equal(head, HeadOf(later));
        return later;
    }

    private static Machine With(int kibibytes, out Mapping heap, MachineOptions? options = null)
    {
        var machine = new Machine(KernelModel.Linux618, options ?? new MachineOptions());
        if (kibibytes > 4)
        {
            machine.Sysfs.Write($"hugepages-{kibibytes}kB/enabled", "always");
        }

        heap = machine.Main.Map("heap", kibibytes.KiB());
        heap.Write();
        machine.LruAddBatch.Drain();
        return machine;
    }

    private static int MoveAll(Machine machine)
    {
        machine.LruAddBatch.Drain();
        FolioMigration migration = new(machine);
        List<(long Head, int Order)> folios = [];
        for (long frame = 0; frame < machine.Buddy.TotalFrames; frame++)
        {
            if (migration.TryGetMovable(frame, out long head, out int order) && head == frame)
            {
                folios.Add((head, order));
            }
        }

        int moved = 0;
        foreach ((long head, int order) in folios)
        {
            long target = machine.Buddy.Allocate(order);
            if (target >= 0)
            {
                migration.Move(head, target, order);
                machine.Buddy.Free(head, order);
                moved++;
            }
        }

        return moved;
    }

    // The new folio stands on no queue of deferred splits: how many do is not the same.
    private static List<string> Shown(Machine machine) =>
    [
        .. machine.Processes.SelectMany(process => process.Mappings).Select(mapping =>
            $"{mapping.Process.Name} {mapping.Name} {mapping.Layout} {mapping.Process.Smaps(mapping.Range)} {mapping.Process.Mm.AnonRssPages}"),
        $"{machine.LruLength}",
    ];
}
