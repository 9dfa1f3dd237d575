using MthpDsl.Language;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Running;

/// <summary>Diagnostics of the language as parts of a result.</summary>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("write heap"));
/// ResultDiagnostic first = DiagnosticConverter.Convert(scenario.Diagnostics[0], scenario.Source);
/// Console.WriteLine($"{first.Line}:{first.Column}"); // 1:7
/// </code>
/// </example>
public static class DiagnosticConverter
{
    /// <summary>The diagnostic with its place and line written out.</summary>
    /// <param name="diagnostic">As the language reports it.</param>
    /// <param name="main">The text of the case's own file; a diagnostic of an included file names that file.</param>
    public static ResultDiagnostic Convert(Diagnostic diagnostic, SourceText main)
    {
        LinePosition position = diagnostic.Position;
        string line = diagnostic.Source.LineText(position.Line);
        int length = Math.Min(diagnostic.Span.Length, line.Length - (position.Column - 1));
        return new ResultDiagnostic(
            diagnostic.Code,
            diagnostic.Severity == DiagnosticSeverity.Error ? ResultSeverity.Error : ResultSeverity.Warning,
            position.Line,
            position.Column,
            diagnostic.Message)
        {
            File = ReferenceEquals(diagnostic.Source, main) ? null : diagnostic.Source.Path,
            Length = Math.Max(1, length),
            SourceLine = line,
            Mend = diagnostic.Mend,
        };
    }
}
