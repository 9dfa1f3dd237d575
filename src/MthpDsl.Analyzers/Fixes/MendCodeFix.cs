using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace MthpDsl.Analyzers;

/// <summary>Does what a diagnostic's <c>did you mean</c> says, in a <c>.mthp</c> file or in a literal of C#.</summary>
[Shared]
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(MendCodeFix),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".cs", ".mthp"])]
public sealed class MendCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Rules.All.Select(rule => rule.Id)];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Microsoft.CodeAnalysis.Diagnostic diagnostic in context.Diagnostics)
        {
            if (Reports.FixOf(diagnostic) is { } fix)
            {
                string title = fix.NewText!.Length == 0 ? "Remove it" : $"Change to '{fix.NewText}'";
                TextDocument document = context.TextDocument;
                context.RegisterCodeFix(
                    CodeAction.Create(title, cancel => Apply(document, fix, cancel), equivalenceKey: title), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<Solution> Apply(TextDocument document, TextChange fix, CancellationToken cancel)
    {
        SourceText text = (await document.GetTextAsync(cancel).ConfigureAwait(false)).WithChanges(fix);
        Solution solution = document.Project.Solution;
        return document is Document
            ? solution.WithDocumentText(document.Id, text)
            : solution.WithAdditionalDocumentText(document.Id, text);
    }
}
