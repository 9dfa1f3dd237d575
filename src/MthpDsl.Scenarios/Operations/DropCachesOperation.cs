using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>drop-caches</c>: the shrinkers run to the end.</summary>
internal static class DropCachesOperation
{
    public static StatementOutcome Run(StatementSyntax statement, CaseState state)
    {
        state.Machine.DropCaches();
        return StatementOutcome.Done;
    }
}
