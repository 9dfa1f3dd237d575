using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>repeat</c>: the block runs so many times.</summary>
internal static class RepeatOperation
{
    public static StatementOutcome Run(RepeatStatement statement, CaseState state)
    {
        EvaluationContext names = state.Evaluation;
        bool goesOn = true;
        for (long left = state.Count(statement, statement.Times); left > 0 && goesOn; left--)
        {
            state.Guard.CountStatement();
            goesOn = StatementRunner.RunAll(statement.Body.Items, state);
            state.Restore(names);
        }

        return goesOn ? StatementOutcome.Done : StatementOutcome.Stopped;
    }
}
