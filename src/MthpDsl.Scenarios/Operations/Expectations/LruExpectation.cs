using MthpDsl.Language;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect lru</c>.</summary>
internal static class LruExpectation
{
    public static StatementOutcome Run(ExpectLru statement, CaseState state) =>
        Comparison.OfCount(statement, statement.Comparison, state.Machine.LruLength, state, "folios on the LRU lists");
}
