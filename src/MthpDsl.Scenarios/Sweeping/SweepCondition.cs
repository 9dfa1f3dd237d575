using MthpDsl.Language;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>What <c>--find</c> looks for: <c>coverage heap 64K >= 90%</c>, <c>sysfs khugepaged/pages_collapsed > 0</c>.</summary>
/// <param name="Metric">A name of <see cref="SweepMetrics"/>.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">With what; of a coverage percent.</param>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// SweepCondition collapsed = SweepCondition.Parse("sysfs khugepaged/pages_collapsed &gt;= 1");
/// Console.WriteLine(collapsed.Holds(plan.Run(0))); // False
/// </code>
/// </example>
public sealed record SweepCondition(string Metric, ComparisonOperator Operator, double Value)
{
    /// <summary>Reads a condition.</summary>
    /// <exception cref="SweepException">It is none, or names nothing that is measured.</exception>
    public static SweepCondition Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3
            || Enum.GetValues<ComparisonOperator>().Where(comparison => comparison.Symbol() == words[^2]).ToArray() is not [var found]
            || !double.TryParse(words[^1].TrimEnd('%'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double value))
        {
            throw new SweepException($"'{text}' is no condition. Write \"coverage heap 64K >= 90%\" or \"sysfs khugepaged/pages_collapsed > 0\".");
        }

        string metric = string.Join(' ', words[..^2]);
        return SweepMetrics.IsName(metric)
            ? new SweepCondition(metric, found, value)
            : throw new SweepException($"'{metric}' is not measured. There are faults, vmstat NAME, sysfs PATH and coverage MAPPING SIZE.");
    }

    /// <summary>Whether a row satisfies it; one that ended with an error does not.</summary>
    public bool Holds(SweepRow row) => row.Metric(Metric) is { } actual && Operator switch
    {
        ComparisonOperator.Equal => actual == Value,
        ComparisonOperator.NotEqual => actual != Value,
        ComparisonOperator.Less => actual < Value,
        ComparisonOperator.LessOrEqual => actual <= Value,
        ComparisonOperator.Greater => actual > Value,
        _ => actual >= Value,
    };
}
