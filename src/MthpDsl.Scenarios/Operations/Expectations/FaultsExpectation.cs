using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect faults</c> and <c>expect faults total</c>.</summary>
internal static class FaultsExpectation
{
    public static StatementOutcome Run(ExpectFaults statement, CaseState state)
    {
        long actual = statement.Total ? state.TotalFaults : state.FaultsOfLastStatement;
        string subject = statement.Total ? "faults of the scenario" : "faults of the statement before";
        return Comparison.OfCount(statement, statement.Comparison, actual, state, subject);
    }
}
