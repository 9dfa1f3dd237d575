using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>let</c>: a name for a value.</summary>
internal static class LetOperation
{
    public static StatementOutcome Run(LetStatement statement, CaseState state)
    {
        state.Bind(statement.Name.Text, state.Value(statement, statement.Value));
        return StatementOutcome.Done;
    }
}
