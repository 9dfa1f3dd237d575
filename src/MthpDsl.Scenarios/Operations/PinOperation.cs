using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>pin</c>, <c>unpin</c>, <c>hold</c> and <c>release</c>.</summary>
internal static class PinOperation
{
    public static StatementOutcome Run(PinStatement statement, CaseState state)
    {
        if (statement.Range is null)
        {
            (statement.IsPin ? (Action)state.Process.UnpinAll : state.Process.ReleaseAll)();
            return StatementOutcome.Done;
        }

        VirtualRange range = state.Range(statement, statement.Range);
        if (statement.Takes)
        {
            return statement.IsPin ? state.Process.Pin(range) : state.Process.Hold(range);
        }

        (statement.IsPin ? (Action<VirtualRange>)state.Process.Unpin : state.Process.Release)(range);
        return StatementOutcome.Done;
    }
}
