using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>When statements that are armed for a step run: once, one after the other, and at once where nothing holds them up.</summary>
public sealed class RaceOrderTests
{
    [Fact]
    public void A_step_is_armed_until_a_collapse_reaches_it()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        Assert.False(world.Khugepaged.IsArmed(CollapseStep.Copy));
        world.Race(CollapseStep.Copy, RaceNeed.None, () => { });
        Assert.True(world.Khugepaged.IsArmed(CollapseStep.Copy));
        Assert.False(world.Khugepaged.IsArmed(CollapseStep.Scan));
        world.Scan();
        Assert.False(world.Khugepaged.IsArmed(CollapseStep.Copy));
    }

    [Fact]
    public void A_statement_ends_before_the_next_begins_though_it_collapses_something_itself()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        Process child = world.Main.Fork("child");
        Assert.Equal(Errno.None, child.Write(world.Heap.Range));
        world.Write(0, 512);
        List<string> order = [];
        world.Race(CollapseStep.Alloc, RaceNeed.None, () =>
        {
            order.Add("collapse begins");
            Assert.Equal(Errno.None, child.Advise(world.Heap.Range, Advice.Collapse));
            order.Add("collapse ends");
        });
        world.Race(CollapseStep.Alloc, RaceNeed.None, () => order.Add("next"));

        world.Scan();

        Assert.Equal(["collapse begins", "collapse ends", "next"], order);
        Assert.Equal(("2M@0", "2M@0"), (world.Picture(), world.Picture(child)));
    }

    // What is mapped and writable the processor does by itself; the page behind it does not count.
    [Theory]
    [InlineData(0, 2, "reached, runs")]
    [InlineData(0, 3, "reached, waits, runs")]
    [InlineData(1, 2, "reached, runs")]
    [InlineData(2, 3, "reached, waits, runs")]
    public void A_store_waits_for_the_page_tables_lock_only_where_a_page_of_its_own_is_missing(int first, int end, string states)
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 2).Write(3, 512).Enable(64).Advise();
        world.Machine.Trace.IsEnabled = true;
        VirtualRange range = world.Pages(first, end);
        world.Khugepaged.Arm(
            CollapseStep.Copy, [new RacingOperation("write", RaceNeed.Access, world.Main, range, true, () => world.Main.Write(range))]);

        world.Scan();

        Assert.Equal(
            states, string.Join(", ", world.Machine.Trace.Events.Where(e => e.Kind == TraceEventKind.Race).Select(e => e["state"])));
    }
}
