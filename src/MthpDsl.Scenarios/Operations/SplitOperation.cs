using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>split</c>: debugfs split_huge_pages.</summary>
internal static class SplitOperation
{
    public static StatementOutcome Run(SplitStatement statement, CaseState state)
    {
        long order = statement.Order is { } expression ? state.Count(statement, expression) : 0;
        return state.Process.Split(state.Range(statement, statement.Range), (int)Math.Min(order, int.MaxValue));
    }
}
