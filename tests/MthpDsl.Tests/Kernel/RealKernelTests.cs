using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Scenarios;
using Xunit;

namespace MthpDsl.Tests.Kernel;

/// <summary>A handful of recordings on the machine's own kernel; <c>mthp verify</c> does all of them.</summary>
[Collection(KernelCollection.Name)]
public sealed class RealKernelTests(KernelTally tally)
{
    [KernelTheory(NeedsModel = true)]
    [InlineData("a01-greedy-2m")]
    [InlineData("c05-dn64-in-2m")]
    [InlineData("d15-fork-child-hole-zero")]
    [InlineData("e06-mremap-misaligned-khuge")]
    [InlineData("f24-4regions-mixed")]
    [InlineData("g17-mixed-regions")]
    [InlineData("i05-underused-boundary")]
    public void The_simulator_lays_memory_out_as_this_kernel_does(string name) => Verify(name);

    [KernelTheory(NeedsModel = true, Needs = "/sys/class/zram-control/hot_add")]
    [InlineData("h01-zram-64")]
    [InlineData("f31-khuge-mthp-swapped-32")]
    public void And_with_swap_on_zram(string name) => Verify(name);

    private void Verify(string name)
    {
        string path = Repository.Path("tests", "MthpDsl.Tests", "Recorded", "data", "6.18", name + ".mthp");

        CaseVerdict verdict = Assert.Single(Verifier.Verify(ScenarioFile.Read(path), path));

        tally.Count(verdict);
        Assert.Null(verdict.Reason);

        // Other processes may move the counters of the whole machine; nobody else moves this memory.
        Assert.Empty(verdict.Differences.Where(difference => !difference.Where.Contains(", counter ", StringComparison.Ordinal)));
    }
}
