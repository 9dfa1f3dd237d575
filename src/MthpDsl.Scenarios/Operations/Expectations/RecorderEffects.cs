using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary>
/// What the recorder of the recordings itself did to what it recorded. Only scenarios that say in their first line that they
/// were recorded on a real kernel are read with it, and only their expectations behind the last operation, where the
/// recorder read the counters: before it did, it brought all swapped memory back (by swapoff, or to compare contents), so
/// <c>pswpin</c> there names the pages that were still in swap as well. Results show what the kernel counts.
/// </summary>
internal static class RecorderEffects
{
    private const string Header = "# Recorded on a real kernel";

    /// <summary>Whether a scenario is a recording.</summary>
    public static bool IsRecording(SourceText source) => source.Text.StartsWith(Header, StringComparison.Ordinal);

    /// <summary>Whether an expectation of a recording holds once the recorder's own doing is counted in.</summary>
    public static bool Explain(ExpectVmstat statement, VmStat stat, long actual, CaseState state) =>
        stat == VmStat.Pswpin
        && state.IsReadByRecorder
        && statement.Comparison.Operator == ComparisonOperator.Equal
        && state.Count(statement, statement.Comparison.Value) == actual + BroughtBack(state.Machine);

    private static long BroughtBack(Machine machine) => machine.Options.Swap is null or { Kind: SwapKind.File } ? 0 : machine.PagesOnlyInSwap;
}
