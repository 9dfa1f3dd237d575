using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Sysfs;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary>
/// What the recorder did to what it recorded. Only scenarios whose first line says that they were recorded on a real kernel are
/// read with it, and only their expectations behind the last operation. Four things, each seen in the recordings:
/// <list type="number">
/// <item>Before it read the counters it brought swapped memory back, by swapoff or to compare contents: <c>pswpin</c> there
/// counts the pages that were still in swap as well.</item>
/// <item>Where it looked at one range twice with nothing in between, and the second time nothing is swapped any more, it had
/// read the range in the meantime.</item>
/// <item>Where a size is <c>always</c>, the recorder's own memory gets folios of it too: counters may be higher than what the
/// scenario explains, never lower.</item>
/// <item>Such folios stay with the recorder when the next scenario begins, and may come to be mapped in part while it runs:
/// <c>split_deferred</c> and <c>nr_anon_partially_mapped</c> of a size that no layout of the recording shows are theirs.</item>
/// </list>
/// Results show what the simulated kernel counts, without any of it.
/// </summary>
internal static class RecorderEffects
{
    private const string Header = "# Recorded on a real kernel";

    /// <summary>Whether a scenario is a recording.</summary>
    public static bool IsRecording(SourceText source) => source.Text.StartsWith(Header, StringComparison.Ordinal);

    /// <summary>Whether a line of vmstat that differs is explained by the recorder's own doing (1 and 3).</summary>
    public static bool Explain(ExpectVmstat statement, VmStat stat, long actual, CaseState state)
    {
        if (!state.IsReadByRecorder || statement.Comparison.Operator != ComparisonOperator.Equal)
        {
            return false;
        }

        long expected = state.Count(statement, statement.Comparison.Value);
        return (stat == VmStat.Pswpin && expected == actual + BroughtBack(state.Machine)) || HasCompany(expected, actual, state);
    }

    /// <summary>Whether a counter of sysfs that differs is explained by the recorder's own memory (3 and 4).</summary>
    public static bool Explain(ExpectSysfs statement, string path, long expected, long actual, CaseState state) =>
        state.IsReadByRecorder
        && statement.Operator == ComparisonOperator.Equal
        && (HasCompany(expected, actual, state) || (actual == 0 && IsOfFoliosThatWereThere(path, state)));

    /// <summary>Reads a range that the recorder had read when it looked again (2).</summary>
    /// <returns>Whether it had.</returns>
    public static bool ReadBack(RangeSyntax range, VirtualRange addresses, FolioLayout seen, CaseState state) =>
        state.IsReadByRecorder
        && state.LayoutsThatHeld.Contains(range.ToString())
        && seen.Runs.Any(run => run.Kind == RunKind.Swap)
        && state.Process.Read(addresses) == Errno.None;

    private static long BroughtBack(Machine machine) =>
        machine.Options.Swap is null or { Kind: SwapKind.File } ? 0 : machine.PagesOnlyInSwap;

    private static bool HasCompany(long expected, long actual, CaseState state) =>
        expected > actual && state.Machine.Sysfs.Knobs.Any(knob => IsForEveryone(knob, state.Machine.Sysfs));

    private static bool IsOfFoliosThatWereThere(string path, CaseState state)
    {
        string directory = path.Split('/')[0];
        return path.Split('/')[^1] is "split_deferred" or "nr_anon_partially_mapped"
            && state.Machine.Sysfs.TryReadNumber(directory + "/stats/nr_anon", out long anonymous)
            && anonymous == 0
            && !state.SizesSeen.Contains(directory);
    }

    private static bool IsForEveryone(SysfsFile knob, SysfsTree tree) =>
        knob.Path.EndsWith("/enabled", StringComparison.Ordinal)
        && (knob.Value == "always" || (knob.Value == "inherit" && tree.Find("enabled")!.Value == "always"));
}
