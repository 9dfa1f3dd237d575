using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>thp</c>: prctl(PR_SET_THP_DISABLE) of the current process.</summary>
internal static class ThpOperation
{
    public static StatementOutcome Run(ThpStatement statement, CaseState state)
    {
        if (statement.Mode != ThpMode.Enable)
        {
            return state.Process.DisableThp(exceptAdvised: statement.Mode == ThpMode.DisableExceptAdvised);
        }

        state.Process.EnableThp();
        return StatementOutcome.Done;
    }
}
