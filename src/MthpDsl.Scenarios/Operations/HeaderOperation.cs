using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>scenario</c>, <c>kernel</c>, <c>given</c>, <c>machine</c>: what they say was read before the case began.</summary>
internal static class HeaderOperation
{
    public static StatementOutcome Run(StatementSyntax statement, CaseState state) => StatementOutcome.Done;
}
