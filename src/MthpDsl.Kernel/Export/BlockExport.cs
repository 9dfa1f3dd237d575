using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Names, loops and included files: known before the program runs, so loops are written out.</summary>
internal static class BlockExport
{
    public static void Include(IncludeStatement statement, ExportState state) =>
        StatementExport.WriteAll(state.Included(statement).Statements, state);

    public static void Let(LetStatement statement, ExportState state) =>
        state.Bind(statement.Name.Text, state.Value(statement, statement.Value));

    public static void For(ForStatement statement, ExportState state)
    {
        EvaluationContext names = state.Evaluation;
        foreach (ExpressionSyntax expression in statement.Values)
        {
            state.Bind(statement.Name.Text, state.Value(statement, expression));
            StatementExport.WriteAll(statement.Body.Items, state);
            state.Restore(names);
        }
    }

    public static void Repeat(RepeatStatement statement, ExportState state)
    {
        EvaluationContext names = state.Evaluation;
        long times = statement.Body.Items.Count == 0 ? 0 : state.Count(statement, statement.Times);
        for (long i = 0; i < times; i++)
        {
            StatementExport.WriteAll(statement.Body.Items, state);
            state.Restore(names);
        }
    }
}
