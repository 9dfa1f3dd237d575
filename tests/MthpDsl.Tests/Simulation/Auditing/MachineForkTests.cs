using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Tests.Simulation.Reclaim;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>The fork of a machine is a machine of its own, with the same future.</summary>
public sealed class MachineForkTests
{
    private static Gen<(KernelModel Kernel, RandomHistory.Step[] Past, RandomHistory.Step[] Future, RandomHistory.Step[] Other)> Histories =>
        Gen.Select(RandomHistory.Kernels, RandomHistory.Steps.Array[1, 15], RandomHistory.Steps.Array[1, 10], RandomHistory.Steps.Array[1, 10]);

    [Fact]
    public void A_fork_goes_on_as_its_machine_would_have_and_leaves_it_alone() => Histories.Sample(Compare, iter: 60);

    /// <summary>One history, always the same of the same number.</summary>
    internal static void Try(int number) => Compare(Histories.Generate(new PCG((uint)number, 1), null, out _));

    private static void Compare((KernelModel Kernel, RandomHistory.Step[] Past, RandomHistory.Step[] Future, RandomHistory.Step[] Other) history)
    {
        Machine straight = After(RandomHistory.NewMachine(history.Kernel), history.Past);
        Machine forked = After(RandomHistory.NewMachine(history.Kernel), history.Past);
        Machine twin = forked.Fork();

        // Looking at a layout numbers its folios, so all three are looked at.
        Assert.Equal(Picture(straight), Picture(forked));
        Assert.Equal(Picture(straight), Picture(twin));

        After(forked.Fork(), history.Other);
        After(straight, history.Future);
        After(forked, history.Future);
        After(twin, history.Future);

        Assert.Equal(Picture(straight), Picture(forked));
        Assert.Equal(Picture(straight), Picture(twin));
        Assert.Empty(twin.Check());
    }

    [Fact]
    public void A_fork_finds_its_processes_and_mappings_by_the_same_names()
    {
        var machine = new Machine(KernelModel.Mainline);
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        Process child = machine.Main.Fork("child");

        Machine twin = machine.Fork();
        twin.FindProcess("child")!.Find("heap")!.Write();

        Assert.Equal("512 x 4K shared", heap.Layout.ToString());
        Assert.Equal("512 x 4K", twin.FindProcess("child")!.Find("heap")!.Layout.ToString());
        Assert.Same(machine, child.Machine);
    }

    [Fact]
    public void A_fork_numbers_folios_as_they_are_numbered_already()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline).Map(64).WriteAll();
        Assert.Equal(63, it.Heap.Layout[63].Folio);
        it.Advise(Advice.Dontneed, 0, 60).Write(5);

        Machine twin = it.Machine.Fork();

        Assert.Equal(it.Heap.Layout.Runs, twin.Main.Find("heap")!.Layout.Runs);
    }

    [Fact]
    public void A_fork_has_the_huge_zero_folio_and_the_failures_to_come()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline, "2048").Map(1024).Read(0).Set("hugepages-2048kB/enabled", "never");
        it.Machine.FailAllocations(new FolioOrder(0), 1);

        Machine twin = it.Machine.Fork();

        Assert.Empty(twin.Check());
        Assert.Equal(Errno.ENOMEM, twin.Main.Write(it.Pages(600, 601)));
        Assert.Equal(Errno.None, twin.Main.Write(it.Pages(600, 601)));
        twin.Main.Exit();
        twin.DropCaches();
        Assert.Equal(twin.Buddy.TotalFrames, twin.Buddy.FreeFrames);
    }

    [Fact]
    public void A_fork_finds_in_the_swap_cache_what_was_read_ahead()
    {
        var world = new SwapWorld(KernelModel.Linux618, 256.KiB(), new SwapOptions(64.MiB(), SwapKind.Disk));
        world.Write(0, 64);
        world.Advise(Advice.Pageout);
        world.Read(0, 1);
        Assert.True(world.Machine.SwapCache.Count > 1);

        Machine twin = world.Machine.Fork();
        world.Read(0, 64);
        twin.Main.Read(world.Heap.Range);

        Assert.Equal(Picture(world.Machine), Picture(twin));
    }

    [Fact]
    public void A_fork_goes_on_reclaiming_where_its_machine_stopped()
    {
        var world = new SwapWorld(KernelModel.Linux618, 256.KiB());
        world.Write(0, 64);
        for (int round = 0; round < 8; round++)
        {
            world.Machine.Reclaim(12.KiB());
            world.Read(40 - (3 * round), 46 - round);
            Machine twin = world.Machine.Fork();

            Assert.Equal(world.Machine.Reclaim(16.KiB()), twin.Reclaim(16.KiB()));

            Assert.Equal(Picture(world.Machine), Picture(twin));
        }
    }

    [Fact]
    public void A_machine_with_armed_statements_cannot_be_forked()
    {
        var machine = new Machine(KernelModel.Linux618);
        machine.Khugepaged.Arm(CollapseStep.Copy, []);

        Assert.Throws<InvalidOperationException>(machine.Fork);
    }

    private static Machine After(Machine machine, RandomHistory.Step[] steps)
    {
        foreach (RandomHistory.Step step in steps)
        {
            RandomHistory.Apply(machine, step);
        }

        return machine;
    }

    private static List<string> Picture(Machine machine)
    {
        var lines = new List<string>();
        foreach (Process process in machine.Processes)
        {
            lines.Add($"{process.Name} {process.IsAlive} {process.Faults} {process.Mm.AnonRssPages} {process.Mm.SwapPages}");
            foreach (Mapping mapping in process.Mappings)
            {
                lines.Add($"{mapping.Name} {mapping.Range} {string.Join(' ', mapping.Layout.Runs)}");
                lines.Add(process.Smaps(mapping.Range).ToString());
            }
        }

        lines.AddRange(machine.Counters.NonZeroVmStats().Concat(machine.Counters.NonZeroSysfs()).Select(pair => pair.ToString()));
        lines.Add($"{machine.Buddy.FreeFrames} {machine.LruLength} {machine.DeferredSplits.Count} {machine.LruAddBatch.Count} {machine.Khugepaged.NowMilliseconds}");
        lines.Add(string.Join(' ', machine.Khugepaged.Registered));
        return lines;
    }
}
