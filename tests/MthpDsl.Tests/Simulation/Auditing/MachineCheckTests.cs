using CsCheck;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>A recount of the whole machine agrees with what it counted as it went along, whatever it went through.</summary>
public sealed class MachineCheckTests
{
    [Fact]
    public void After_every_statement_a_recount_finds_nothing_and_every_process_reads_what_it_wrote() =>
        Gen.Select(RandomHistory.Kernels, RandomHistory.Steps.Array[1, 40]).Sample(
            (kernel, steps) =>
            {
                Machine machine = RandomHistory.NewMachine(kernel);
                machine.WatchContent();
                foreach (RandomHistory.Step step in steps)
                {
                    RandomHistory.Apply(machine, step);
                    Assert.Equal([], machine.Check());
                    Assert.Empty(machine.CheckContent());
                }
            },
            iter: 150);

    [Fact]
    public void A_wrong_count_is_found_and_named()
    {
        var machine = new Machine(KernelModel.Linux618);
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();

        machine.Main.Mm.AnonRssPages++;

        Assert.Equal(["MM_ANONPAGES of main is 17, a recount gives 16"], machine.Check());
    }
}
