using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect content RANGE unchanged since</c>.</summary>
internal static class ContentExpectation
{
    public static StatementOutcome Run(ExpectContent statement, CaseState state)
    {
        Mapping mapping = state.Mapping(statement, statement.Range.Mapping);
        (long from, long pages) = state.PagesOf(mapping, state.Range(statement, statement.Range));
        long changed = state.Snapshots.Find(statement.Since.Value)?.FirstChanged(mapping, from, pages)
            ?? throw state.NotSeen(statement, statement.Since, mapping);
        if (changed >= 0)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"page {changed} of {mapping.Name} reads otherwise");
            state.Reports.Unmet(
                ExpectationDiagnostics.Content, statement, "every page unchanged", found, statement.Range, statement.Since.Value, found);
        }

        return StatementOutcome.Done;
    }
}
