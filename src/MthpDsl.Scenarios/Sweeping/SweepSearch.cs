using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>What a search came to for one combination of the other axes.</summary>
/// <param name="Settings">The value on every axis; of the searched one null where no value satisfies.</param>
/// <param name="Found">The row that satisfies; null where there is none.</param>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// var search = new SweepSearch(plan, plan.FirstKnob, SweepCondition.Parse("sysfs khugepaged/pages_collapsed &gt;= 2"), Largest: true);
/// SweepFinding finding = search.Run().Single();
/// Console.WriteLine(finding.Found is null); // True
/// </code>
/// </example>
public sealed record SweepFinding(ImmutableArray<string> Settings, SweepRow? Found);

/// <summary>
/// Finds the smallest or largest value of one axis that satisfies a condition. Values are tried in their order until one does,
/// since nothing says that a knob's effect grows with it.
/// </summary>
/// <param name="Plan">The grid.</param>
/// <param name="Axis">Which axis is searched.</param>
/// <param name="Condition">What is looked for.</param>
/// <param name="Largest">From the other end.</param>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// var search = new SweepSearch(plan, plan.FirstKnob, SweepCondition.Parse("sysfs khugepaged/pages_collapsed &gt;= 1"), Largest: false);
/// foreach (SweepFinding finding in search.Run())
/// {
///     Console.WriteLine(finding.Found!.Settings[^1]); // 256
/// }
/// </code>
/// </example>
public sealed record SweepSearch(SweepPlan Plan, int Axis, SweepCondition Condition, bool Largest)
{
    /// <summary>The findings, in the order of the grid.</summary>
    public IEnumerable<SweepFinding> Run()
    {
        int length = Plan.Axes[Axis].Values.Length;
        long stride = 1;
        for (int i = Axis + 1; i < Plan.Axes.Length; i++)
        {
            stride *= Plan.Axes[i].Values.Length;
        }

        for (long outer = 0; outer < Plan.Count; outer += stride * length)
        {
            for (long inner = 0; inner < stride; inner++)
            {
                yield return Search(outer + inner, stride, length);
            }
        }
    }

    private SweepFinding Search(long start, long stride, int length)
    {
        for (int step = 0; step < length; step++)
        {
            SweepRow row = Plan.Run(start + (stride * (Largest ? length - 1 - step : step)));
            if (Condition.Holds(row))
            {
                return new SweepFinding(row.Settings, row);
            }
        }

        return new SweepFinding(Plan.SettingsAt(start), null);
    }
}
