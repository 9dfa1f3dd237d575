using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect { … }</c>: C#, where it is allowed.</summary>
internal static class CSharpExpectation
{
    public static StatementOutcome Run(ExpectCSharp statement, CaseState state)
    {
        if (state.CSharp is not { } program)
        {
            state.Reports.Error(CSharpRefusal.Of(statement));
            return StatementOutcome.Stopped;
        }

        if (program.Evaluate(statement, state.CSharpScope, out CSharpValue value) is { } failure)
        {
            state.Reports.Error(failure);
            return StatementOutcome.Stopped;
        }

        if (!value.Holds)
        {
            string code = statement.Code.Code.Trim();
            state.Reports.Unmet(ExpectationDiagnostics.CSharp, statement, code, value.Actual ?? "false", code);
        }

        return StatementOutcome.Done;
    }
}
