using MthpDsl.Cli.Fuzzing;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Kernel;

/// <summary>What <c>mthp fuzz --against-kernel</c> does with one scenario.</summary>
[Collection(KernelCollection.Name)]
public sealed class KernelTrialTests
{
    [KernelTheory(NeedsModel = true)]
    [InlineData("madvise heap[page 3] dontneed", "madvise heap[page 3] dontneed")]
    [InlineData("move heap[pages 1..3]", "expect EFAULT from move heap[pages 1..3]")]
    [InlineData("fail none", "unmap heap[page 2]")]
    public void A_scenario_runs_on_this_kernel_without_what_it_cannot_do_and_refusals_are_expected(string made, string ran)
    {
        KernelTrial trial = Try("map heap 2M", "write heap", "unmap heap[page 2]", made);

        Assert.Equal((VerifyStatus.Equal, ""), (trial.Status, trial.Reason));
        Assert.EndsWith(ran + "\n", trial.Text, StringComparison.Ordinal);
    }

    // A name that outlives its memory must not mean that of another mapping.
    [KernelTheory(NeedsModel = true)]
    [InlineData("tail")]
    public void An_address_is_given_out_once(string gone)
    {
        KernelTrial trial = Try(
            "map heap 16K", $"move heap[pages 2..4] as {gone}", $"unmap {gone}", "move heap[page 0] as head", $"move {gone} as other", "write head");

        Assert.Equal((VerifyStatus.Equal, ""), (trial.Status, trial.Reason));
    }

    private static KernelTrial Try(params string[] statements) => KernelTrial.Of(
        new FuzzScenario(1, [.. statements.Select(statement => new FuzzStatement(statement))]), KernelMachine.ModelOf(KernelMachine.Release)!, mapsZeroPages: true);
}
