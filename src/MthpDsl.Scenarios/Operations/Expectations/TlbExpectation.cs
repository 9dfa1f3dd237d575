using MthpDsl.Language;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect tlb RANGE</c>.</summary>
internal static class TlbExpectation
{
    public static StatementOutcome Run(ExpectTlb statement, CaseState state)
    {
        long actual = state.Process.TlbEntries(state.Range(statement, statement.Range));
        return Comparison.OfCount(statement, statement.Comparison, actual, state, "TLB entries of " + statement.Range);
    }
}
