using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Expectations about numbers, words and errnos.</summary>
internal static class ExpectationExport
{
    /// <summary>A comparison as C.</summary>
    public static string Sign(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "EQ",
        ComparisonOperator.NotEqual => "NE",
        ComparisonOperator.Less => "LT",
        ComparisonOperator.LessOrEqual => "LE",
        ComparisonOperator.Greater => "GT",
        _ => "GE",
    };

    public static void Sysfs(ExpectSysfs statement, ExportState state)
    {
        string path = ExportState.Require(statement, SysfsEvaluator.EvaluatePath(statement.Path, state.Evaluation));
        string value = ExportState.Require(statement, SysfsEvaluator.EvaluateValue(statement.Value, state.Evaluation));
        state.Do("expect_sysfs", CText.String(path), Sign(statement.Operator), CText.String(value));
    }

    public static void Vmstat(ExpectVmstat statement, ExportState state) =>
        Number("expect_vmstat", statement, statement.Comparison, state, CText.String(statement.Name.Text));

    public static void Smaps(ExpectSmaps statement, ExportState state) => Number(
        "expect_smaps",
        statement,
        statement.Comparison,
        state,
        state.Range(statement, statement.Range),
        CText.String(statement.Field.Text));

    public static void Vmas(ExpectVmas statement, ExportState state) =>
        Number("expect_vmas", statement, statement.Comparison, state, state.Range(statement, statement.Range));

    public static void Faults(ExpectFaults statement, ExportState state)
    {
        if (statement.Total)
        {
            Number("expect_faults_total", statement, statement.Comparison, state);
        }
        else
        {
            Number("expect_faults", statement, statement.Comparison, state, CText.String(state.Process));
        }
    }

    public static void Kept(ExpectKept statement, ExportState state) => Number(
        "expect_kept",
        statement,
        statement.Comparison,
        state,
        state.Range(statement, statement.Range),
        CText.String(statement.Since.Value));

    public static void Content(ExpectContent statement, ExportState state)
    {
        state.NeedsContents = true;
        state.Do("expect_content", state.Range(statement, statement.Range), CText.String(statement.Since.Value));
    }

    public static void Failure(ExpectFailure statement, ExportState state)
    {
        string wanted = statement.Outcome.Text;
        if (wanted is "HANG" or "BUG")
        {
            throw ExportFailure.Impossible(statement, "a kernel that locks up or crashes cannot say so");
        }

        // The statement inside is a step, for the faults that are counted from it; the expectation itself names the line.
        state.Begin(statement, isStep: true);
        IReadOnlyList<string> calls = state.Capture(() => WriteInside(statement.Statement, state));
        if (calls.Count == 0)
        {
            throw ExportFailure.Impossible(statement, "the statement in it has nothing that could fail");
        }

        string result = calls[0];
        for (int i = 1; i < calls.Count; i++)
        {
            state.Line((i == 1 ? "{ long result = " : "result = ") + result + ";");
            result = $"result < 0 ? result : {calls[i]}";
        }

        state.Do("expect_failure", CText.String(wanted), result);
        if (calls.Count > 1)
        {
            state.Line("}");
        }
    }

    private static void WriteInside(StatementSyntax statement, ExportState state)
    {
        if (statement is InStatement { Body.Items: [var only] } inside)
        {
            state.RequireProcess(statement, inside.Process);
            string outer = state.Process;
            state.Process = inside.Process.Text;
            WriteInside(only, state);
            state.Process = outer;
            return;
        }

        ExportRow row = ExportTable.Find(statement);
        if (row.Place != ExportPlace.Step)
        {
            throw ExportFailure.Impossible(statement, "only a single statement is tried");
        }

        row.Write(statement, state);
    }

    private static void Number(
        string function, StatementSyntax statement, ComparisonSyntax comparison, ExportState state, params string[] arguments) => state.Do(
            function, [.. arguments, Sign(comparison.Operator), CText.Number(state.Value(statement, comparison.Value).Amount)]);
}
