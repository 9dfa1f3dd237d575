using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Statements about processes.</summary>
internal static class ProcessExport
{
    public static void Fork(ForkStatement statement, ExportState state)
    {
        state.Fork(statement, statement.Name);
        state.Call("fork_process", CText.String(state.Process), CText.String(statement.Name.Text));
    }

    public static void In(InStatement statement, ExportState state)
    {
        state.RequireProcess(statement, statement.Process);
        string outer = state.Process;
        EvaluationContext names = state.Evaluation;
        state.Process = statement.Process.Text;
        try
        {
            StatementExport.WriteAll(statement.Body.Items, state);
        }
        finally
        {
            state.Process = outer;
            state.Restore(names);
        }
    }

    public static void Exit(ExitStatement statement, ExportState state)
    {
        state.RequireProcess(statement, statement.Process);
        state.Call("exit_process", CText.String(statement.Process.Text));
        state.Exit(statement.Process.Text);
    }

    public static void Thp(ThpStatement statement, ExportState state) => state.Call(
        "thp_disable",
        CText.String(state.Process),
        CText.Bool(statement.Mode != ThpMode.Enable),
        CText.Bool(statement.Mode == ThpMode.DisableExceptAdvised));
}
