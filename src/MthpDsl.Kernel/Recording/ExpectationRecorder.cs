using System.Globalization;
using MthpDsl.Kernel.Documents;
using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Recording;

/// <summary>How an expectation that does not hold is changed so that it does.</summary>
internal static class ExpectationRecorder
{
    private const string NotOne = "what was seen is not the same in every turn, case or run";
    private const string NotEqual = "it asks for more than one value";

    /// <summary>The change.</summary>
    /// <param name="statement">The expectation.</param>
    /// <param name="seen">What it saw, in every turn of a loop, every case and every run.</param>
    /// <param name="geometry">Of the scenario's machine.</param>
    /// <param name="why">Why there is none.</param>
    /// <returns>The change, or null.</returns>
    public static TextEdit? Change(StatementSyntax statement, IReadOnlyList<Observation> seen, PageGeometry geometry, out string why)
    {
        why = NotOne;
        string? value = statement is ExpectLayout
            ? RecordedLayout.Common(seen.Select(observation => observation.Runs), geometry)
            : seen.Select(observation => observation.Value).Distinct().Count() == 1 ? seen[0].Value : null;
        if (value is null)
        {
            return null;
        }

        why = NotEqual;
        return statement switch
        {
            ExpectLayout layout => new TextEdit(layout.Layout.Span, value),
            ExpectVmstat vmstat => Number(vmstat.Comparison, value),
            ExpectVmas vmas => Number(vmas.Comparison, value),
            ExpectFaults faults => Number(faults.Comparison, value),
            ExpectKept kept => Number(kept.Comparison, value),
            ExpectSmaps smaps => Number(smaps.Comparison, IsCount(smaps) ? value : Size(value)),
            ExpectSysfs { Operator: ComparisonOperator.Equal } sysfs => new TextEdit(sysfs.Value.Span, value),
            ExpectFailure failure => Failure(failure, value),
            _ => null,
        };
    }

    private static TextEdit? Number(ComparisonSyntax comparison, string value) =>
        comparison.Operator == ComparisonOperator.Equal ? new TextEdit(comparison.Value.Span, value) : null;

    private static bool IsCount(ExpectSmaps smaps) => smaps.Field.Text == "THPeligible";

    private static string Size(string bytes) => SizeFormat.Format(long.Parse(bytes, CultureInfo.InvariantCulture));

    private static TextEdit Failure(ExpectFailure failure, string value) => value == "success"
        ? new TextEdit(failure.Span, failure.Source.ToString(failure.Statement.Span))
        : new TextEdit(failure.Outcome.Span, value);
}
