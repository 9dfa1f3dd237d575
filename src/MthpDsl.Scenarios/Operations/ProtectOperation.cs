using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>protect</c>: mprotect.</summary>
internal static class ProtectOperation
{
    public static StatementOutcome Run(ProtectStatement statement, CaseState state) =>
        state.Process.Protect(state.Range(statement, statement.Range), ProtectionOf(statement.Protection));

    private static Simulation.Protection ProtectionOf(Language.Protection protection) => protection switch
    {
        Language.Protection.None => Simulation.Protection.None,
        Language.Protection.Read => Simulation.Protection.Read,
        _ => Simulation.Protection.Write,
    };
}
