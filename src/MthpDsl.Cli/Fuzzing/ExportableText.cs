using MthpDsl.Kernel.Export;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>What remains of a scenario that was made at random without the statements that no real kernel can be made to do.</summary>
internal static class ExportableText
{
    /// <summary>The rest of a scenario; null where nothing can be exported.</summary>
    public static string? Of(string text)
    {
        for (HashSet<int> refused = Refused(text); refused.Count > 0; refused = Refused(text))
        {
            text = Without(text.Split('\n'), refused);
        }

        return Bind(text).HasErrors ? null : text;
    }

    /// <summary>The C of a scenario; null where it has none.</summary>
    public static string? Code(string text) => CExporter.Export(Bind(text)).Code;

    private static BoundScenario Bind(string text) => ScenarioBinder.Bind(SourceText.From(text, "fuzz.mthp"));

    private static HashSet<int> Refused(string text) =>
    [
        .. CExporter.Export(Bind(text)).Diagnostics
            .Where(diagnostic => diagnostic.Severity == ResultSeverity.Error && diagnostic.Code.StartsWith("MTHP39", StringComparison.Ordinal))
            .Select(diagnostic => diagnostic.Line),
    ];

    // A block goes with its head, and with the last statement that was in it.
    private static string Without(string[] lines, HashSet<int> refused)
    {
        List<string> kept = [];
        for (int i = 0; i < lines.Length; i++)
        {
            bool closes = lines[i].Trim() == "}";
            if (closes && kept is [.., { } head] && head.EndsWith('{'))
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (!refused.Contains(i + 1))
            {
                kept.Add(lines[i]);
            }
            else if (lines[i].EndsWith('{'))
            {
                string end = lines[i][..^lines[i].TrimStart().Length] + "}";
                i = Array.IndexOf(lines, end, i);
            }
        }

        return string.Join('\n', kept);
    }
}
