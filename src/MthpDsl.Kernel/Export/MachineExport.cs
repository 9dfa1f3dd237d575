using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Statements about the whole machine.</summary>
internal static class MachineExport
{
    public static void Sysfs(SysfsStatement statement, ExportState state)
    {
        foreach (SysfsWriteSyntax write in statement.Writes.Items)
        {
            string path = ExportState.Require(statement, SysfsEvaluator.EvaluatePath(write.Path, state.Evaluation));
            string value = ExportState.Require(statement, SysfsEvaluator.EvaluateValue(write.Value, state.Evaluation));
            state.Call("write_knob", CText.String(path), CText.String(value));
        }
    }

    public static void Limit(LimitStatement statement, ExportState state)
    {
        state.NeedsGroup = true;
        state.Call("limit_memory", statement.Size is null ? "UINT64_MAX" : CText.Size(state.Size(statement, statement.Size)));
    }

    public static void Reclaim(ReclaimStatement statement, ExportState state)
    {
        state.NeedsGroup = true;
        state.Call("reclaim", CText.Size(state.Size(statement, statement.Size)));
    }

    public static void Split(SplitStatement statement, ExportState state) => state.Call(
        "split",
        state.Range(statement, statement.Range),
        statement.Order is null ? "0" : CText.Number(state.Count(statement, statement.Order)));

    public static void Khugepaged(KhugepagedStatement statement, ExportState state)
    {
        if (statement.Mode == KhugepagedMode.Run)
        {
            throw ExportFailure.Impossible(statement, "its time is simulated");
        }

        if (statement.Mode == KhugepagedMode.UntilIdle)
        {
            state.Call("khugepaged_until_idle");
        }
        else
        {
            state.Call("khugepaged_scan", statement.Scans is null ? "1" : CText.Number(state.Count(statement, statement.Scans)));
        }
    }
}
