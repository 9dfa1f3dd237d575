using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>at STEP</c>: the statements run when the next collapse reaches the step, each as soon as the locks held there let it.</summary>
internal static class AtOperation
{
    public static StatementOutcome Run(AtStatement statement, CaseState state)
    {
        if (!CollapseStepNames.TryParse(statement.Step.Text, out CollapseStep step))
        {
            throw new NotModelledException("the step " + statement.Step.Text + " of a collapse");
        }

        List<RacingOperation> operations = [];
        Collect(statement.Body.Items, state.Process, state, operations);
        state.Machine.Khugepaged.Arm(step, operations);
        return StatementOutcome.Done;
    }

    private static void Collect(IEnumerable<StatementSyntax> statements, Process process, CaseState state, List<RacingOperation> operations)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (statement is InStatement inside)
            {
                Collect(inside.Body.Items, state.FindProcess(inside, inside.Process), state, operations);
            }
            else
            {
                operations.Add(Racing(statement, process, state));
            }
        }
    }

    private static RacingOperation Racing(StatementSyntax statement, Process process, CaseState state)
    {
        (RaceNeed need, RangeSyntax? range, bool isWrite) = NeedOf(statement);
        EvaluationContext names = state.Evaluation;
        Process outer = state.Process;
        state.Process = process;
        VirtualRange touched = range is null ? default : state.Range(statement, range);
        state.Process = outer;
        Process concerned = statement is ExitStatement exit ? state.FindProcess(exit, exit.Process) : process;
        return new RacingOperation(statement.ToString(), need, concerned, touched, isWrite, () => RunIn(statement, process, names, state));
    }

    /// <summary>Runs a statement in the middle of another one, with the names that were bound when it was armed.</summary>
    private static void RunIn(StatementSyntax statement, Process process, EvaluationContext names, CaseState state)
    {
        (Process outer, EvaluationContext outerNames) = (state.Process, state.Evaluation);
        state.Process = process;
        state.Restore(names);
        bool wasRacing = state.IsRacing;
        state.IsRacing = true;
        StatementRunner.Run(statement, state);
        state.IsRacing = wasRacing;
        state.Process = outer;
        state.Restore(outerNames);
    }

    private static (RaceNeed Need, RangeSyntax? Range, bool IsWrite) NeedOf(StatementSyntax statement) => statement switch
    {
        TouchStatement touch => (RaceNeed.Access, touch.Range, touch.IsWrite),
        PinStatement { Range: { } range, Takes: true } => (RaceNeed.Access, range, true),
        KhugepagedStatement => throw new NotModelledException("a second khugepaged in the middle of a collapse"),
        // A collapse takes the mmap lock for writing in the end.
        MadviseStatement { Advice.Text: "hugepage" or "nohugepage" or "dontfork" or "dofork" or "collapse" } => (RaceNeed.MmapWrite, null, false),
        MadviseStatement => (RaceNeed.MmapRead, null, false),
        MapStatement or UnmapStatement or ProtectStatement or MoveStatement or ResizeStatement => (RaceNeed.MmapWrite, null, false),
        LockStatement or UffdStatement or ForkStatement or ExitStatement or ThpStatement => (RaceNeed.MmapWrite, null, false),
        ReclaimStatement or DropCachesStatement or SplitStatement or SwapStatement => (RaceNeed.Rmap, null, false),
        _ => (RaceNeed.None, null, false),
    };
}
