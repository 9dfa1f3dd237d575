using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect smaps RANGE FIELD</c>: <c>THPeligible</c> is a count, every other field a size.</summary>
internal static class SmapsExpectation
{
    public static StatementOutcome Run(ExpectSmaps statement, CaseState state)
    {
        string field = statement.Field.Text;
        long actual = state.Process.Smaps(state.Range(statement, statement.Range)).Find(field)
            ?? throw new NotModelledException("the field " + field + " of smaps");
        string subject = field + " of " + statement.Range;
        return field == "THPeligible"
            ? Comparison.OfCount(statement, statement.Comparison, actual, state, subject)
            : Comparison.OfSize(statement, statement.Comparison, actual, state, subject);
    }
}
