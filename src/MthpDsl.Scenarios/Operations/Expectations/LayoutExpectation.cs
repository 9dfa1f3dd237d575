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
        VirtualRange range = state.Range(statement, statement.Range);
        FolioLayout actual = state.Process.LayoutOf(range);
        IReadOnlyList<EvaluatedItem> expected =
            CaseState.Require(statement, LayoutEvaluator.Evaluate(statement.Layout, state.Evaluation));
        LayoutMatcher matcher = new(state.Machine.Geometry.PageShift);
        bool holds = matcher.FirstDifference(expected, actual.Runs) is null;
        if (!holds && RecorderEffects.ReadBack(statement.Range, range, actual, state))
        {
            actual = state.Process.LayoutOf(range);
            holds = matcher.FirstDifference(expected, actual.Runs) is null;
        }

        if (!holds)
        {
            string wanted = statement.Layout.ToString();
            string found = ActualLayout.Like(statement.Layout, actual);
            state.Reports.Unmet(ExpectationDiagnostics.Layout, statement, wanted, found, statement.Range, wanted, found);
        }

        state.LayoutRead(statement.Range, actual, holds);
        return StatementOutcome.Done;
    }
}
