using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <summary>A session as a file.</summary>
internal static class ReplSave
{
    /// <summary>The scenario, with the kernel the session ran under, in canonical form.</summary>
    public static string TextOf(ReplDocument document)
    {
        BoundScenario bound = document.Bind();
        List<string> lines = [.. document.Entries.Select(entry => entry.Text)];
        if (document.Kernel is { } kernel)
        {
            int written = bound.Statements.ToList().FindIndex(statement => statement is KernelStatement);
            int title = bound.Statements.ToList().FindIndex(statement => statement is ScenarioStatement);
            if (written >= 0)
            {
                lines[written] = "kernel " + kernel;
            }
            else
            {
                lines.Insert(title + 1, "kernel " + kernel);
            }
        }

        string text = string.Concat(lines.Select(line => line + "\n"));
        return Formatter.Format(SourceText.From(text)) ?? text;
    }

    /// <summary>What running the file does not reproduce; nothing where all is well.</summary>
    /// <param name="path">The file.</param>
    /// <param name="end">What the session looks like.</param>
    /// <param name="geometry">The sizes of its machine.</param>
    public static IEnumerable<string> Differences(string path, SnapshotResult end, PageGeometry geometry)
    {
        CaseResult? result = ScenarioFile.Run(path, new RunOptions { CSharp = new CSharpHost() }).FirstOrDefault();
        if (result is null || result.Status != ResultStatus.Passed)
        {
            IEnumerable<string> reasons = result?.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error)
                .Select(diagnostic => FormattableString.Invariant($"  line {diagnostic.Line}: {diagnostic.Message}")) ?? [];
            return reasons.Prepend("but the file does not run as the session did:");
        }

        return ReplChanges.Among([result.Snapshots[^1], end], geometry).IsEmpty ? [] : ["but the file ends with another layout than the session"];
    }
}
