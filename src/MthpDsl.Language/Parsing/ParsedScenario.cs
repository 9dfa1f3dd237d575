namespace MthpDsl.Language;

/// <summary>What a text holds.</summary>
/// <param name="Source">The text.</param>
/// <param name="Statements">The statements of its top level, in order.</param>
/// <param name="Diagnostics">What is wrong with its syntax, in the order of the text.</param>
/// <example>
/// <code>
/// ParsedScenario parsed = ScenarioParser.Parse(SourceText.From("map heap 2M\nwirte heap"));
/// Console.WriteLine($"{parsed.HasErrors}, {parsed.Statements.Count}"); // True, 2
/// </code>
/// </example>
public sealed record ParsedScenario(SourceText Source, SyntaxList<StatementSyntax> Statements, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Some diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The text ends inside a block: more of it may mend that.</summary>
    public bool EndsInBlock => Diagnostics.Any(diagnostic =>
        diagnostic.Descriptor == SyntaxDiagnostics.BlockNotClosed || diagnostic.Descriptor == SyntaxDiagnostics.CSharpNotClosed);
}
