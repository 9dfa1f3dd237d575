using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>fail alloc</c>, <c>fail charge</c>, <c>fail copy</c> and <c>fail none</c>.</summary>
internal static class FailOperation
{
    public static StatementOutcome Run(FailStatement statement, CaseState state)
    {
        long? times = statement.Times is { } count ? state.Count(statement, count) : null;
        switch (statement.Kind)
        {
            case FailureKind.Alloc:
                state.Machine.FailAllocations(Order(statement, state), times);
                break;
            case FailureKind.Charge:
                state.Machine.FailCharges(Order(statement, state), times);
                break;
            case FailureKind.Copy:
                state.Machine.FailCopies(state.Process, state.Range(statement, statement.Range!));
                break;
            default:
                state.Machine.FailNone();
                break;
        }

        return StatementOutcome.Done;
    }

    private static int Order(FailStatement statement, CaseState state) =>
        (int)Math.Min(state.Count(statement, statement.Order!), int.MaxValue);
}
