using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>do { … }</c>: C#, where it is allowed.</summary>
internal static class DoOperation
{
    public static StatementOutcome Run(DoStatement statement, CaseState state)
    {
        if (state.CSharp is not { } program)
        {
            state.Reports.Error(CSharpRefusal.Of(statement));
            return StatementOutcome.Stopped;
        }

        if (program.Run(statement, state.CSharpScope) is { } failure)
        {
            state.Reports.Error(failure);
            return StatementOutcome.Stopped;
        }

        return StatementOutcome.Done;
    }
}
