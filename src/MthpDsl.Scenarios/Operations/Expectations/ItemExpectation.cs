using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Scenarios.Layouts;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect RANGE has ITEM</c> and <c>expect RANGE has no ITEM</c>.</summary>
internal static class ItemExpectation
{
    public static StatementOutcome Run(ExpectItem statement, CaseState state)
    {
        FolioLayout actual = state.Process.LayoutOf(state.Range(statement, statement.Range));
        EvaluatedItem item = CaseState.Require(statement, LayoutEvaluator.EvaluateItem(statement.Item, state.Evaluation));
        LayoutMatcher matcher = new(state.Machine.Geometry.PageShift);
        if (matcher.Contains(item, actual.Runs) != statement.IsThere)
        {
            DiagnosticDescriptor descriptor = statement.IsThere ? ExpectationDiagnostics.ItemMissing : ExpectationDiagnostics.ItemPresent;
            string wanted = (statement.IsThere ? "" : "no ") + statement.Item;
            string found = actual.ToString();
            state.Reports.Unmet(descriptor, statement, wanted, found, statement.Range, statement.Item, found);
        }

        return StatementOutcome.Done;
    }
}
