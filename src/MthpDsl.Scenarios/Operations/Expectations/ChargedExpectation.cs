using MthpDsl.Language;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect charged</c>.</summary>
internal static class ChargedExpectation
{
    public static StatementOutcome Run(ExpectCharged statement, CaseState state) =>
        Comparison.OfSize(statement, statement.Comparison, state.Machine.Charged.Bytes, state, "the memory charged for folios");
}
