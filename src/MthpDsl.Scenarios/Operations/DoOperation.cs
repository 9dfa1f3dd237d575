using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>do { … }</c>: C#, where it is allowed.</summary>
internal static class DoOperation
{
    public static StatementOutcome Run(DoStatement statement, CaseState state)
    {
        if (state.Options.CSharp is not { } host)
        {
            state.Reports.Error(CSharpDiagnostics.NotAllowed, statement);
            return StatementOutcome.Stopped;
        }

        if (host.Run(statement, state.Process) is { } failure)
        {
            state.Reports.Error(failure);
            return StatementOutcome.Stopped;
        }

        return StatementOutcome.Done;
    }
}
