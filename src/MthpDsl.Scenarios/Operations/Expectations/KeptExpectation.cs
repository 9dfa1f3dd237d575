using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect kept RANGE since</c>.</summary>
internal static class KeptExpectation
{
    public static StatementOutcome Run(ExpectKept statement, CaseState state)
    {
        Mapping mapping = state.Mapping(statement, statement.Range.Mapping);
        (long from, long pages) = state.PagesOf(mapping, state.Range(statement, statement.Range));
        long kept = state.Snapshots.Find(statement.Since.Value)?.CountKept(mapping, from, pages)
            ?? throw state.NotSeen(statement, statement.Since, mapping);
        long expected = state.Count(statement, statement.Comparison.Value);
        if (!statement.Comparison.Operator.Holds(kept, expected))
        {
            string wanted = string.Create(CultureInfo.InvariantCulture, $"{statement.Comparison.Operator.Symbol()} {expected}");
            string found = kept.ToString(CultureInfo.InvariantCulture);
            state.Reports.Unmet(
                ExpectationDiagnostics.Kept, statement, wanted, found, statement.Range, wanted, statement.Since.Value, found);
        }

        return StatementOutcome.Done;
    }
}
