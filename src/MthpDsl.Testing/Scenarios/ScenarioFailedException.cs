using System.Globalization;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Testing;

/// <summary>A scenario did not pass. Each message ends as a stack frame does, so that test explorers jump to the line of the scenario.</summary>
/// <example>
/// <code>
/// [Theory, Scenarios("broken")]
/// public Task These_fail(ScenarioTest scenario) =&gt; Assert.ThrowsAsync&lt;ScenarioFailedException&gt;(() =&gt; scenario.Verify());
/// </code>
/// </example>
public sealed class ScenarioFailedException : Exception
{
    private readonly string _frames = "";

    /// <summary>A failure without a message.</summary>
    public ScenarioFailedException()
    {
    }

    /// <summary>A failure with a message.</summary>
    public ScenarioFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public ScenarioFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ScenarioFailedException(string file, CaseResult result)
        : base(string.Join("\n", result.Diagnostics.Select(diagnostic => Line(file, diagnostic)))) =>
        _frames = string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error).Select(diagnostic =>
            string.Create(CultureInfo.InvariantCulture, $"   at scenario in {diagnostic.File ?? file}:line {diagnostic.Line}")));

    /// <inheritdoc/>
    public override string? StackTrace => _frames.Length == 0 ? base.StackTrace : _frames + "\n" + base.StackTrace;

    private static string Line(string file, ResultDiagnostic diagnostic) => string.Create(
        CultureInfo.InvariantCulture,
        $"{diagnostic.File ?? file}({diagnostic.Line},{diagnostic.Column}): {(diagnostic.Severity == ResultSeverity.Error ? "error" : "warning")} {diagnostic.Code}: {diagnostic.Message}");
}
