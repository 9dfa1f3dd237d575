using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary>
/// What the recordings of 6.18 read as <c>pswpin</c>: their recorder ended every run with swapoff before it read the counters, so
/// that pages then still in swap on a block device had been read back. An expectation behind the last operation of a scenario
/// therefore also holds under <c>6.18</c> if it names the counter plus those pages. The counter itself, in results and before
/// that point, is what the kernel counts.
/// </summary>
internal static class RecordedSwapIn
{
    public static bool Holds(ExpectVmstat statement, VmStat stat, long actual, CaseState state) =>
        stat == VmStat.Pswpin
        && state.IsInTrailingExpectations
        && ReferenceEquals(state.Machine.Kernel, KernelModel.Linux618)
        && statement.Comparison.Operator == ComparisonOperator.Equal
        && state.Count(statement, statement.Comparison.Value) == actual + PagesInSwap(state.Machine);

    private static long PagesInSwap(Machine machine) =>
        machine.Options.Swap is null or { Kind: SwapKind.File } ? 0 : machine.PagesOnlyInSwap;
}
