using MthpDsl.Language;

namespace MthpDsl.Tests.Language;

/// <summary>All that the binder makes of a scenario but where it stands in the text, to be compared.</summary>
internal sealed record BoundTree(
    string? Title,
    string Kernel,
    string Machine,
    string Cases,
    SyntaxList<StatementSyntax> Statements,
    bool UsesCSharp,
    string Diagnostics)
{
    /// <summary>What the binder makes of a text.</summary>
    public static BoundTree Of(string text, string path)
    {
        BoundScenario bound = ScenarioBinder.Bind(SourceText.From(text, path), new() { Includes = new FolderResolver() });
        return new(
            bound.Title,
            bound.Kernel,
            string.Join("\n", bound.Cases.Select(values => bound.Machine.Evaluate(values.ToDictionary()).Value)),
            string.Join("\n", bound.Cases),
            bound.Statements,
            bound.UsesCSharp,
            string.Join("\n", bound.Diagnostics.Select(diagnostic => diagnostic.Code + " " + diagnostic.Message)));
    }
}
