using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>madvise</c>.</summary>
internal static class MadviseOperation
{
    public static StatementOutcome Run(MadviseStatement statement, CaseState state) =>
        state.Process.Advise(state.Range(statement, statement.Range), AdviceOf(statement.Advice.Text));

    private static Advice AdviceOf(string word) => word switch
    {
        "hugepage" => Advice.Hugepage,
        "nohugepage" => Advice.Nohugepage,
        "dontneed" => Advice.Dontneed,
        "free" => Advice.Free,
        "cold" => Advice.Cold,
        "pageout" => Advice.Pageout,
        "willneed" => Advice.Willneed,
        "collapse" => Advice.Collapse,
        "populate-read" => Advice.PopulateRead,
        "populate-write" => Advice.PopulateWrite,
        "dontfork" => Advice.Dontfork,
        "dofork" => Advice.Dofork,
        _ => throw new NotModelledException("madvise " + word),
    };
}
