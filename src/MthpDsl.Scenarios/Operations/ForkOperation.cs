using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>fork</c>: a child of the current process.</summary>
internal static class ForkOperation
{
    public static StatementOutcome Run(ForkStatement statement, CaseState state)
    {
        string name = statement.Name.Text;
        if (state.Machine.FindProcess(name) is { IsAlive: true })
        {
            throw CaseState.NameFailure(statement, statement.Name, "is already a process");
        }

        return state.Process.TryFork(name, out _);
    }
}
