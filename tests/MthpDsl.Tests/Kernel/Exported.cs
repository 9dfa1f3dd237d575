using MthpDsl.Kernel.Export;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using Xunit;

namespace MthpDsl.Tests.Kernel;

/// <summary>Scenarios as C, for tests.</summary>
internal static class Exported
{
    /// <summary>Exports a text.</summary>
    public static ExportResult Of(string text) =>
        CExporter.Export(ScenarioFile.Bind(SourceText.From(text, "test.mthp"), new RunOptions()));

    /// <summary>The function of the first case, without the runtime before it.</summary>
    public static string FirstCase(string text)
    {
        ExportResult result = Of(text);
        Assert.NotNull(result.Code);
        int start = result.Code.IndexOf("static void case_1(void)", StringComparison.Ordinal);
        int end = result.Code.IndexOf("\n}\n", start, StringComparison.Ordinal);
        return result.Code[start..end];
    }

    /// <summary>The codes and lines of what is wrong.</summary>
    public static (string Code, int Line)[] Wrong(string text) =>
        [.. Of(text).Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error).Select(diagnostic => (diagnostic.Code, diagnostic.Line))];
}
