using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect { … }</c>: C#, where it is allowed.</summary>
internal static class CSharpExpectation
{
    public static StatementOutcome Run(ExpectCSharp statement, CaseState state)
    {
        if (state.Options.CSharp is not { } host)
        {
            state.Reports.Error(CSharpDiagnostics.NotAllowed, statement);
            return StatementOutcome.Stopped;
        }

        if (host.Evaluate(statement, state.Process, out bool holds) is { } failure)
        {
            state.Reports.Error(failure);
            return StatementOutcome.Stopped;
        }

        if (!holds)
        {
            state.Reports.Unmet(ExpectationDiagnostics.CSharp, statement, "true", "false", statement.Code.ToString());
        }

        return StatementOutcome.Done;
    }
}
