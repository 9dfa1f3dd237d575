using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>What a search came to for one combination of the other axes.</summary>
/// <param name="Settings">The value on every axis; of the searched one null where no value satisfies.</param>
/// <param name="Found">The row that satisfies; null where there is none.</param>
public sealed record SweepFinding(ImmutableArray<string> Settings, SweepRow? Found);

/// <summary>
/// Finds the smallest or largest value of one axis that satisfies a condition. Values are tried in their order until one does,
/// since nothing says that a knob's effect grows with it.
/// </summary>
/// <param name="Plan">The grid.</param>
/// <param name="Axis">Which axis is searched.</param>
/// <param name="Condition">What is looked for.</param>
/// <param name="Largest">From the other end.</param>
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
