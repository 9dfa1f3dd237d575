using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect vmas RANGE</c>.</summary>
internal static class VmasExpectation
{
    public static StatementOutcome Run(ExpectVmas statement, CaseState state)
    {
        long actual = state.Process.CountVmas(state.Range(statement, statement.Range));
        return Comparison.OfCount(statement, statement.Comparison, actual, state, "VMAs of " + statement.Range);
    }
}
