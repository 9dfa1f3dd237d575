using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>swap off</c>: swapoff.</summary>
internal static class SwapOperation
{
    public static StatementOutcome Run(StatementSyntax statement, CaseState state) => state.Machine.SwapOff();
}
