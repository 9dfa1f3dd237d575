using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>for</c>: the block runs once for every value.</summary>
internal static class ForOperation
{
    public static StatementOutcome Run(ForStatement statement, CaseState state)
    {
        EvaluationContext names = state.Evaluation;
        bool goesOn = true;
        foreach (ExpressionSyntax expression in statement.Values)
        {
            if (!goesOn)
            {
                break;
            }

            state.Bind(statement.Name.Text, state.Value(statement, expression));
            goesOn = StatementRunner.RunAll(statement.Body.Items, state);
            state.Restore(names);
        }

        return goesOn ? StatementOutcome.Done : StatementOutcome.Stopped;
    }
}
