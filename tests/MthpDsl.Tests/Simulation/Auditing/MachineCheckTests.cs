using CsCheck;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>A recount of the whole machine agrees with what it counted as it went along, whatever it went through.</summary>
public sealed class MachineCheckTests
{
    private static Gen<(KernelModel Kernel, RandomHistory.Step[] Steps)> Histories => Gen.Select(RandomHistory.Kernels, RandomHistory.Steps.Array[1, 40]);

    [Fact]
    public void After_every_statement_a_recount_finds_nothing_and_every_process_reads_what_it_wrote() =>
        Histories.Sample(history => Run(RandomHistory.NewMachine(history.Kernel), history.Steps), iter: 150);

    /// <summary>One history, always the same of the same number.</summary>
    internal static void Try(int number)
    {
        (KernelModel kernel, RandomHistory.Step[] steps) = Histories.Generate(new PCG((uint)number, 1), null, out _);
        Run(RandomHistory.NewMachine(kernel), steps);
    }

    [Theory]
    [InlineData(16384)]
    [InlineData(65536)]
    public void Larger_base_pages_stay_sound_too(int pageSize) =>
        Gen.Select(RandomHistory.Kernels, RandomHistory.Steps.Array[1, 20]).Sample(
            (kernel, steps) => Run(RandomHistory.NewMachine(kernel, PageGeometry.ForPageSize(new ByteSize(pageSize))), steps),
            iter: 20);

    [Fact]
    public void A_wrong_count_is_found_and_named()
    {
        var machine = new Machine(KernelModel.Linux618);
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();

        machine.Main.Mm.AnonRssPages++;

        Assert.Equal(["MM_ANONPAGES of main is 17, a recount gives 16"], machine.Check());
    }

    private static void Run(Machine machine, RandomHistory.Step[] steps)
    {
        machine.WatchContent();
        foreach (RandomHistory.Step step in steps)
        {
            RandomHistory.Apply(machine, step);
            Assert.Equal([], machine.Check());
            Assert.Empty(machine.CheckContent());
        }
    }
}
