using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect vmstat NAME</c>.</summary>
internal static class VmstatExpectation
{
    public static StatementOutcome Run(ExpectVmstat statement, CaseState state)
    {
        string name = statement.Name.Text;
        if (!CounterNames.TryParse(name, out VmStat stat))
        {
            throw new NotModelledException("the counter " + name + " of /proc/vmstat");
        }

        long actual = state.Machine.Counters[stat];
        return RecorderEffects.Explain(statement, stat, actual, state)
            ? StatementOutcome.Done
            : Comparison.OfCount(statement, statement.Comparison, actual, state, name);
    }
}
