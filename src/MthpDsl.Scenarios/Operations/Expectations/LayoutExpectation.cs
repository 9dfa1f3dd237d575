using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Scenarios.Layouts;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect RANGE = LAYOUT</c>.</summary>
internal static class LayoutExpectation
{
    public static StatementOutcome Run(ExpectLayout statement, CaseState state)
    {
        FolioLayout actual = state.Process.LayoutOf(state.Range(statement, statement.Range));
        IReadOnlyList<EvaluatedItem> expected =
            CaseState.Require(statement, LayoutEvaluator.Evaluate(statement.Layout, state.Evaluation));
        LayoutMatcher matcher = new(state.Machine.Geometry.PageShift);
        if (matcher.FirstDifference(expected, actual.Runs) is not null)
        {
            string wanted = statement.Layout.ToString();
            string found = ActualLayout.Like(statement.Layout, actual);
            state.Reports.Unmet(ExpectationDiagnostics.Layout, statement, wanted, found, statement.Range, wanted, found);
        }

        return StatementOutcome.Done;
    }
}
