using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MthpDsl.Analyzers;

/// <summary>Reports what is wrong with the <c>.mthp</c> files of a project, at the place in the file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScenarioFileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<Microsoft.CodeAnalysis.DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            ScenarioFiles files = new(start.Options.AdditionalFiles, start.CancellationToken);
            ConcurrentDictionary<(string Path, Language.TextSpan Span, string Code), bool> reported = new();
            start.RegisterAdditionalFileAction(file =>
            {
                foreach (Language.Diagnostic diagnostic in DiagnosticsOf(file.AdditionalFile.Path, files))
                {
                    if (reported.TryAdd((diagnostic.Source.Path, diagnostic.Span, diagnostic.Code), true))
                    {
                        file.ReportDiagnostic(Convert(diagnostic));
                    }
                }
            });
        });
    }

    private static IEnumerable<Language.Diagnostic> DiagnosticsOf(string path, ScenarioFiles files)
    {
        if (!ScenarioFiles.IsScenario(path) || files.Find(path) is not { } bound)
        {
            return [];
        }

        // An included file may use what the including one names; the latter reports what is wrong with both.
        return files.IsIncluded(path)
            ? bound.Diagnostics.Where(diagnostic => diagnostic.Code.StartsWith("MTHP1", StringComparison.Ordinal) || IsCycle(diagnostic))
            : bound.Diagnostics;
    }

    /// <summary>Where files include each other there may be no other that reports it.</summary>
    private static bool IsCycle(Language.Diagnostic diagnostic) => diagnostic.Code == "MTHP2056";

    private static Microsoft.CodeAnalysis.Diagnostic Convert(Language.Diagnostic diagnostic)
    {
        Language.SourceText source = diagnostic.Source;
        Language.LinePosition start = diagnostic.Position;
        Language.LinePosition end = source.PositionOf(diagnostic.Span.End);
        Location at = Location.Create(
            source.Path,
            new TextSpan(diagnostic.Span.Start, diagnostic.Span.Length),
            new LinePositionSpan(new(start.Line - 1, start.Column - 1), new(end.Line - 1, end.Column - 1)));
        TextChange? fix = diagnostic.Fix is { } change
            ? new TextChange(new TextSpan(change.Span.Start, change.Span.Length), change.NewText)
            : null;
        return Reports.Create(diagnostic, at, fix);
    }
}
