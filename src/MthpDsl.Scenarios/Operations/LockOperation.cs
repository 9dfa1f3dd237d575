using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>lock</c> and <c>unlock</c>: mlock and munlock.</summary>
internal static class LockOperation
{
    public static StatementOutcome Run(LockStatement statement, CaseState state)
    {
        VirtualRange range = state.Range(statement, statement.Range);
        return statement.Locks ? state.Process.Lock(range) : state.Process.Unlock(range);
    }
}
