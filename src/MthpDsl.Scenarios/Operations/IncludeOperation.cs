using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>include</c>: the statements of the other file run where it stands.</summary>
internal static class IncludeOperation
{
    public static StatementOutcome Run(IncludeStatement statement, CaseState state) =>
        StatementRunner.RunAll(state.Includes[statement].Statements, state) ? StatementOutcome.Done : StatementOutcome.Stopped;
}
