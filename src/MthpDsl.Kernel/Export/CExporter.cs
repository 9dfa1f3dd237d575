using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Kernel.Export;

/// <summary>
/// Writes a bound scenario as one C program that does the same on a real kernel and prints the result document: a fixed runtime,
/// then one function for each case, statement by statement.
/// </summary>
public static class CExporter
{
    private const int QuotedLinesMax = 400;

    /// <summary>Exports a scenario.</summary>
    /// <param name="scenario">The scenario; with errors nothing is exported.</param>
    /// <param name="ktap">The program prints KTAP unless it is started with <c>--json</c>; else the result document.</param>
    public static ExportResult Export(BoundScenario scenario, bool ktap = false)
    {
        List<Diagnostic> diagnostics = [.. scenario.Diagnostics];
        string code = scenario.HasErrors ? "" : Program(scenario, ktap, diagnostics);
        bool isGood = diagnostics.TrueForAll(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
        ImmutableArray<ResultDiagnostic> converted =
            [.. diagnostics.Select(diagnostic => DiagnosticConverter.Convert(diagnostic, scenario.Source))];
        return new ExportResult(isGood ? code : null, converted);
    }

    /// <summary>What the scenario is called; without a title the name of its file.</summary>
    internal static string TitleOf(BoundScenario scenario) => scenario.Title ?? Path.GetFileNameWithoutExtension(scenario.Source.Path);

    private static string Program(BoundScenario scenario, bool ktap, List<Diagnostic> diagnostics)
    {
        StringBuilder functions = new();
        StringBuilder rows = new();
        StatementExport statements = new(diagnostics);
        for (int i = 0; i < scenario.Cases.Count; i++)
        {
            ScenarioCase values = scenario.Cases[i];
            Evaluated<EvaluatedMachine> machine = scenario.Machine.Evaluate(values.ToDictionary());
            if (machine.Error is { } error)
            {
                diagnostics.Add(error.In(scenario.Machine.Source));
                return "";
            }

            ExportState state = new(scenario, values, machine.Value);
            statements.WriteScenario(scenario.Statements, state);
            string name = "case_" + (i + 1).ToString(CultureInfo.InvariantCulture);
            Function(functions, name, values, state);
            Row(rows, name, scenario, values, state);
        }

        return Header(scenario) + RuntimeSource.Text + functions + Main(scenario, ktap, rows);
    }

    private static string Header(BoundScenario scenario)
    {
        StringBuilder text = new("/*\n * ");
        text.Append(CText.Comment(TitleOf(scenario))).Append("\n *\n");
        text.Append(" * Made from a scenario by 'mthp export'. Build: cc -O1 -Wall -Wextra -Werror; run as root on Linux. It prints a result\n");
        text.Append(" * document (--json) or KTAP (--ktap), puts back every knob it turns, and exits 0 passed, 1 failed, 4 skipped.\n");
        text.Append(" * The scenario's statements are at the end of this file; before them stands what every such program has.\n *\n");
        for (int line = 1; line <= Math.Min(scenario.Source.LineCount, QuotedLinesMax); line++)
        {
            text.Append((" *\t" + CText.Comment(scenario.Source.LineText(line))).TrimEnd()).Append('\n');
        }

        return text.Append(" */\n\n").ToString();
    }

    private static void Function(StringBuilder text, string name, ScenarioCase values, ExportState state)
    {
        string comment = values.Values.Count == 0 ? "The scenario." : "The scenario with " + values + ".";
        text.Append("/* ").Append(CText.Comment(comment)).Append(" */\n");
        if (state.Bodies.Count == 1)
        {
            Function(text, name, state.Bodies[0]);
            return;
        }

        string calls = "";
        for (int i = 0; i < state.Bodies.Count; i++)
        {
            string part = string.Create(CultureInfo.InvariantCulture, $"{name}_part_{i + 1}");
            Function(text, part, state.Bodies[i]);
            calls += $"\t{part}();\n";
        }

        Function(text, name, calls);
    }

    private static void Function(StringBuilder text, string name, string body) =>
        text.Append("static void ").Append(name).Append("(void)\n{\n").Append(body).Append("}\n\n");

    private static void Row(StringBuilder text, string name, BoundScenario scenario, ScenarioCase values, ExportState state)
    {
        EvaluatedMachine machine = state.Machine;
        string title = TitleOf(scenario);
        string shown = values.Values.Count == 0 ? title : $"{title} [{values}]";
        string json = "{" + string.Join(", ", values.Values.Select(pair => $"\"{pair.Key}\": \"{pair.Value}\"")) + "}";
        text.Append("\t{\n\t\t.title = ").Append(CText.String(title)).Append(",\n\t\t.values = ").Append(CText.String(json));
        text.Append(",\n\t\t.name = ").Append(CText.String(shown)).Append(",\n\t\t.page_size = ").Append(CText.Size(machine.PageSize));
        text.Append(",\n\t\t.processes = ").Append(CText.Number(state.ProcessCount));
        if (machine.SwapBacking is { } backing && machine.SwapBytes > 0)
        {
            text.Append(",\n\t\t.swap = ").Append(CText.Size(machine.SwapBytes)).Append(",\n\t\t.backing = ");
            text.Append(backing switch { SwapBacking.Zram => "ZRAM", SwapBacking.Disk => "DISK", _ => "SWAP_FILE" });
        }

        text.Append(",\n\t\t.group = ").Append(CText.Bool(state.NeedsGroup)).Append(",\n\t\t.contents = ").Append(CText.Bool(state.NeedsContents));
        text.Append(",\n\t\t.run = ").Append(name).Append(",\n\t},\n");
    }

    private static string Main(BoundScenario scenario, bool ktap, StringBuilder rows) =>
        "static const struct scenario_case cases[] = {\n" + rows + "};\n\n"
        + "int main(int argc, char **argv)\n{\n\treturn run_program(argc, argv, cases, sizeof(cases) / sizeof(cases[0]), "
        + CText.String(scenario.Source.Path) + ", " + CText.Bool(ktap) + ");\n}\n";
}
