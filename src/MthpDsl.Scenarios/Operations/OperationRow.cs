using MthpDsl.Language;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios.Operations;

/// <summary>What a statement does to the machine.</summary>
/// <param name="Name">The name of its row in the language's table.</param>
/// <param name="IsStep">
/// Whether it is something that happens to the machine, whose page faults <c>expect faults</c> counts; else it only steers or looks.
/// </param>
/// <param name="Run">Does it.</param>
internal sealed record OperationRow(string Name, bool IsStep, Func<StatementSyntax, CaseState, StatementOutcome> Run);
