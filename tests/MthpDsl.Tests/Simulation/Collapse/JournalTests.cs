using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>What is remembered of the windows that were tried.</summary>
public sealed class JournalTests
{
    [Fact]
    public void No_knob_helps_where_a_userfault_handler_fills_the_holes()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 511).MaxPtesNone(0);
        CollapseTrial plain = OnlyTrial(world.Enable(2048).Advise());
        Assert.Equal((ScanResult.ExceedNonePte, new KnobHint("khugepaged/max_ptes_none", 1)), (plain.Result, plain.Hint));

        CollapseWorld armed = new CollapseWorld("6.12").Write(0, 511).ArmUserfault();
        CollapseTrial forbidden = OnlyTrial(armed.Enable(2048).Advise());
        Assert.Equal((ScanResult.ExceedNonePte, 0), (forbidden.Result, forbidden.Limit));
        Assert.Null(forbidden.Hint);
    }

    [Fact]
    public void The_oldest_trials_fall_out_when_there_are_too_many()
    {
        Machine machine = new(KernelModel.Linux612);
        CollapseJournal journal = new CollapseContext(machine).Journal;
        for (int pass = 1; pass <= CollapseJournal.Capacity + 2; pass++)
        {
            journal.Pass = pass;
            journal.Note(machine.Main.Mm, new Window(0, 9), CollapseStep.Scan, ScanResult.PmdNone, default, default, default);
        }

        Assert.Equal((CollapseJournal.Capacity, CollapseJournal.Capacity + 2), (journal.Trials.Count, journal.Noted));
        Assert.Equal(3, journal.Trials.First().Pass);
    }

    private static CollapseTrial OnlyTrial(CollapseWorld world)
    {
        world.Khugepaged.RecordsTrials = true;
        world.Scan();
        return Assert.Single(world.Khugepaged.Trials);
    }
}
