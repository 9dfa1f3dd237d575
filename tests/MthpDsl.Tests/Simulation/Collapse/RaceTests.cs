using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>Statements that run in the middle of a collapse: what they may do there, what waits, what the kernel as posted loses.</summary>
public sealed class RaceTests
{
    private static readonly string[] Statements = ["write", "unmap", "dontneed", "mprotect", "nohugepage", "pageout", "fork", "exit"];
    private static readonly int[][] SizeSets = [[64], [2048], [64, 2048]];

    public static TheoryData<string, CollapseStep> Cases()
    {
        TheoryData<string, CollapseStep> cases = [];
        foreach (KernelModel kernel in KernelModel.All)
        {
            foreach (CollapseStep step in Enum.GetValues<CollapseStep>())
            {
                cases.Add(kernel.Name, step);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Whatever_runs_at_a_step_leaves_a_machine_that_agrees_with_itself(string kernel, CollapseStep step)
    {
        List<string> losses = [];
        foreach (int[] sizes in SizeSets)
        {
            foreach (string statement in Statements)
            {
                CollapseWorld world = Prepare(kernel, sizes);
                Arm(world, step, statement);
                world.Khugepaged.Scan(2);
                string name = $"{statement} at {step}, sizes {string.Join('+', sizes)}";
                losses.AddRange(world.Khugepaged.LostWrites.Count > 0 ? [name] : []);
                losses.AddRange(world.Khugepaged.Finding is { } finding ? [name + ": " + finding.Name] : []);
                if (world.Khugepaged.Finding is null)
                {
                    Assert.True(world.Machine.Check() is [], name + ": " + string.Join("; ", world.Machine.Check().Take(5)));
                    Assert.True(world.Machine.CheckContent() is [], name + ": " + string.Join("; ", world.Machine.CheckContent()));
                }
            }
        }

        Assert.Equal(kernel == "rfc-2024" ? LossesAsPosted(step) : [], losses);
    }

    [Fact]
    public void A_fault_waits_for_the_VMAs_lock_and_then_finds_the_new_folio()
    {
        CollapseWorld world = Prepare("6.12", [2048]);
        world.Machine.Trace.IsEnabled = true;
        Arm(world, CollapseStep.Copy, "write");
        world.Scan();
        Assert.Equal(["reached", "waits", "runs"], States(world));
        Assert.Equal("2x2M@0", world.Picture());
    }

    [Fact]
    public void A_fault_runs_at_once_where_only_the_mmap_lock_is_held_for_reading()
    {
        CollapseWorld world = Prepare("6.12", [2048]);
        world.Machine.Trace.IsEnabled = true;
        Arm(world, CollapseStep.Revalidate, "write");
        world.Scan();
        Assert.Equal(["reached", "runs"], States(world));
    }

    [Fact]
    public void An_unmap_under_the_read_lock_waits_and_the_second_look_at_the_VMA_notices()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        world.Machine.Trace.IsEnabled = true;
        Arm(world, CollapseStep.Revalidate, "unmap");
        world.Scan();
        Assert.Equal(["reached", "waits", "runs"], States(world));
        Assert.Equal("none", world.Picture());
        Assert.Equal(ScanResult.AddressRange, world.Khugepaged.LastResult);
    }

    [Fact]
    public void A_store_to_a_page_that_is_mapped_goes_on_under_the_posted_collapse_and_is_lost()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 512).Enable(64).Advise();
        world.Machine.Trace.IsEnabled = true;
        world.Khugepaged.Arm(CollapseStep.Install, [Write(world, 0, 2)]);
        world.Scan();
        Assert.Equal("32x64K@0", world.Picture());
        Assert.Equal(
            [new LostWrite("main", world.Pages(0, 1).Start), new LostWrite("main", world.Pages(1, 2).Start)], world.Khugepaged.LostWrites);
        Assert.Equal(world.Khugepaged.LostWrites, world.Machine.Fork().Khugepaged.LostWrites);
        Assert.Equal(2, world.Machine.Trace.Events.Count(e => e.Kind == TraceEventKind.LostWrite));
    }

    [Fact]
    public void The_posted_loop_goes_on_with_a_VMA_that_was_freed_meanwhile()
    {
        // The upper VMA is scanned; while its first window is allocated, the lower one becomes like it, and swallows it.
        CollapseWorld world = new CollapseWorld("rfc-2024", 4.MiB()).Write(0, 1024).Enable(64);
        world.Main.Advise(world.Pages(512, 1024), Advice.Hugepage);
        Assert.Equal(2, world.Main.CountVmas(world.Heap.Range));
        world.Khugepaged.Arm(CollapseStep.Alloc, [Change(world, () => world.Main.Advise(world.Pages(0, 512), Advice.Hugepage))]);
        Assert.Equal("BUG B5", world.Scan());
        Assert.Equal(1, world.Main.CountVmas(world.Heap.Range));
    }

    [Fact]
    public void Another_process_forks_and_writes_while_pages_it_shares_are_copied()
    {
        CollapseWorld world = new("6.12");
        world.Machine.WatchContent();
        world.Write(0, 512).Enable(2048).Advise();
        Process child = world.Main.Fork("child");
        world.Set("khugepaged/max_ptes_shared", "511");
        world.Write(0, 1);
        world.Khugepaged.Arm(CollapseStep.Copy,
        [
            new RacingOperation("fork", RaceNeed.MmapWrite, child, default, false, () => child.Fork("grandchild")),
            new RacingOperation("write", RaceNeed.Access, child, world.Pages(3, 5), true, () => child.Write(world.Pages(3, 5))),
        ]);
        world.Khugepaged.Scan();
        Assert.Equal("2M@0", world.Picture());
        Assert.Empty(world.Machine.Check());
        Assert.Empty(world.Machine.CheckContent());
    }

    // Nothing is lost at PMD size. Below it, what changes a window between its scan and its isolation ends in
    // the error exit that leaks the locks; a change that waits for the lock spoils the next window; and a store is lost.
    private static string[] LossesAsPosted(CollapseStep step) => step switch
    {
        CollapseStep.Scan => ["fork at Scan, sizes 64: B13"],
        CollapseStep.Alloc => ["pageout at Alloc, sizes 64: B13", "fork at Alloc, sizes 64: B13"],
        CollapseStep.Revalidate => ["mprotect at Revalidate, sizes 64: B14", "pageout at Revalidate, sizes 64: B13"],
        CollapseStep.Swapin => ["dontneed at Swapin, sizes 64: B13"],
        CollapseStep.Install => ["write at Install, sizes 64", "mprotect at Install, sizes 64: B14"],
        _ => ["mprotect at " + step + ", sizes 64: B14"],
    };

    private static CollapseWorld Prepare(string kernel, int[] sizes)
    {
        CollapseWorld world = new(kernel, 4.MiB(), new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        world.Machine.WatchContent();
        // WatchContent has to see the map, so the world's own mapping is made again.
        world.Main.Unmap(world.Heap.Range);
        world.Main.Map("heap", 4.MiB(), new MapPlacement { Address = world.Heap.Range.Start });
        world.Write(0, 5).Write(6, 1000).MaxPtesNone(511);
        world.Main.Advise(world.Pages(20, 21), Advice.Pageout);
        return world.Enable(sizes).Advise();
    }

    private static RacingOperation Write(CollapseWorld world, long first, long end) => new(
        "write", RaceNeed.Access, world.Main, world.Pages(first, end), true, () => world.Main.Write(world.Pages(first, end)));

    private static void Arm(CollapseWorld world, CollapseStep step, string statement)
    {
        VirtualRange range = world.Pages(8, 40);
        RacingOperation operation = statement switch
        {
            "write" => Write(world, 6, 16),
            "unmap" => Change(world, () => world.Main.Unmap(range)),
            "dontneed" => Age(world, Advice.Dontneed, range),
            "mprotect" => Change(world, () => world.Main.Protect(range, Protection.Read)),
            "nohugepage" => Change(world, () => world.Main.Advise(range, Advice.Nohugepage)),
            "pageout" => Age(world, Advice.Pageout, range),
            "fork" => Change(world, () => world.Main.Fork("child")),
            _ => Change(world, world.Main.Exit),
        };
        world.Khugepaged.Arm(step, [operation]);
    }

    private static RacingOperation Change(CollapseWorld world, Action action) =>
        new("change", RaceNeed.MmapWrite, world.Main, default, false, action);

    private static RacingOperation Age(CollapseWorld world, Advice advice, VirtualRange range) =>
        new("age", RaceNeed.MmapRead, world.Main, default, false, () => world.Main.Advise(range, advice));

    private static IEnumerable<string?> States(CollapseWorld world) =>
        world.Machine.Trace.Events.Where(e => e.Kind == TraceEventKind.Race).Select(e => e["state"]);
}
