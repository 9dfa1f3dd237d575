using System.Globalization;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Reporting.Explain;

/// <summary>
/// What khugepaged and MADV_COLLAPSE tried, window by window: the order, the check that decided and at which page, by the kernel's
/// name, and the knob that would have let it through.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="all">Every window; else windows that follow each other and end alike are told together.</param>
internal sealed class ExplainText(TextWriter writer, bool all)
{
    /// <summary>Writes one case.</summary>
    /// <param name="result">The case, run with <c>KeepCollapses</c>.</param>
    /// <param name="part">Tells only what touches this part of a mapping; null for everything.</param>
    public void Write(CaseResult result, MappingPart? part)
    {
        writer.WriteLine(Printable.Of(result.File) + ": " + Printable.Of(result.DisplayName) + " (" + Printable.Of(result.Kernel) + ")");
        var places = new AddressNames(result);
        PageGeometry geometry = PageGeometry.ForPageSize(result.PageSize) ?? PageGeometry.Pages4K;
        List<CollapseTrial> trials =
        [
            .. (result.Collapses?.Trials ?? []).Where(trial => part is null || part.Touches(trial, geometry, places)),
        ];
        if (trials.Count == 0)
        {
            writer.WriteLine("  nothing was tried: " + WhyNothing(result, part));
        }

        (int Pass, long Range, string Process)? heading = null;
        foreach (List<CollapseTrial> group in Groups(trials, geometry))
        {
            CollapseTrial first = group[0];
            if (heading != (first.Pass, first.RangeStart, first.Process))
            {
                heading = (first.Pass, first.RangeStart, first.Process);
                string when = first.Pass == 0 ? "MADV_COLLAPSE" : "pass " + Number(first.Pass);
                string range = places.Range(first.Process, first.RangeStart, first.RangeStart + geometry.PmdSize);
                writer.WriteLine($"  {when}, {range}");
            }

            WriteGroup(group, geometry, places);
        }

        writer.WriteLine();
    }

    private static string WhyNothing(CaseResult result, MappingPart? part) => result.Status == ResultStatus.Error
        ? "the scenario stopped before"
        : part is not null
            ? "no window of that range was looked at"
            : "khugepaged found no VMA with a whole PMD range and an enabled size, or did not run";

    private IEnumerable<List<CollapseTrial>> Groups(List<CollapseTrial> trials, PageGeometry geometry)
    {
        List<CollapseTrial> group = [];
        foreach (CollapseTrial trial in trials)
        {
            if (group.Count > 0 && (all || !Continues(group[^1], trial, geometry)))
            {
                yield return group;
                group = [];
            }

            group.Add(trial);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static bool Continues(CollapseTrial last, CollapseTrial next, PageGeometry geometry) =>
        last with { Address = 0, DecidedAt = null, Count = null, Hint = null, None = 0, Swapped = 0, Shared = 0 }
            == next with { Address = 0, DecidedAt = null, Count = null, Hint = null, None = 0, Swapped = 0, Shared = 0 }
        && next.Address == last.Address + geometry.SizeOf(next.Order).Bytes;

    private void WriteGroup(List<CollapseTrial> group, PageGeometry geometry, AddressNames places)
    {
        CollapseTrial first = group[0];
        ByteSize size = geometry.SizeOf(first.Order);
        string range = places.Range(first.Process, first.Address, group[^1].Address + size.Bytes);
        string windows = group.Count == 1 ? size.ToString() : Number(group.Count) + " x " + size;
        string outcome = first.Result == ScanResult.Succeed ? "collapsed" : first.Result.KernelName() + " in " + first.Step.Word();
        writer.WriteLine($"    {windows} at {range}: {outcome}{Details(group, places)}");
        if (first.Hint is { } hint)
        {
            string subject = group.Count == 1 ? "it" : "the first";
            writer.WriteLine($"      = {hint.Knob} >= {Number(hint.AtLeast)} would have let {subject} through this check");
        }
    }

    private static string Details(List<CollapseTrial> group, AddressNames places)
    {
        CollapseTrial first = group[0];
        if (first.Result == ScanResult.Succeed)
        {
            int filled = group.Sum(trial => trial.None);
            return filled == 0 ? "" : $", {Number(filled)} holes filled";
        }

        string where = first.DecidedAt is { } address ? " at " + places.Page(first.Process, address) : "";
        string count = first.Count is { } counted && first.Limit is { } limit ? $" ({Number(counted)}, limit {Number(limit)})" : "";
        return where + count;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
