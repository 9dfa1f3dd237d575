using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>uffd</c>: the range is registered with userfaultfd.</summary>
internal static class UffdOperation
{
    public static StatementOutcome Run(UffdStatement statement, CaseState state) => state.Process.Userfault(
        state.Range(statement, statement.Range),
        statement.WriteProtect ? UserfaultMode.WriteProtect : UserfaultMode.Missing);
}
