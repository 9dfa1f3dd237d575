using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace MthpDsl.Scripting.Repl;

/// <summary>Roslyn's completion over a document that holds the session's C#. It loads with the first question.</summary>
internal sealed class CSharpCompletion : IDisposable
{
    private const int ItemsMax = 200;

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly DocumentId _document;

    /// <summary>An empty document.</summary>
    public CSharpCompletion()
    {
        ProjectId project = ProjectId.CreateNewId();
        _document = DocumentId.CreateNewId(project);
        ProjectInfo info = ProjectInfo.Create(
            project,
            VersionStamp.Create(),
            "prompt",
            "prompt",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: CSharpReferences.Imports),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script),
            metadataReferences: CSharpReferences.All,
            isSubmission: true,
            hostObjectType: typeof(ReplGlobals));
        DocumentInfo document = DocumentInfo.Create(_document, "prompt.csx", sourceCodeKind: SourceCodeKind.Script);
        _workspace.AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Create(), projects: [info.WithDocuments([document])]));
    }

    /// <summary>What fits at a place.</summary>
    /// <param name="before">The C# that ran before the input.</param>
    /// <param name="text">The input.</param>
    /// <param name="caret">The place in it.</param>
    /// <returns>Where the word begins in the input, and the words that begin as it does.</returns>
    public ReplCompletion At(string before, string text, int caret)
    {
        string head = before + "\n";
        Solution solution = _workspace.CurrentSolution.WithDocumentText(_document, SourceText.From(head + text));
        Document document = solution.GetDocument(_document)!;
        CompletionService service = CompletionService.GetService(document)!;
        CompletionList list = service.GetCompletionsAsync(document, head.Length + caret).GetAwaiter().GetResult();
        int start = list.ItemsList.Count == 0 ? caret : list.Span.Start - head.Length;
        string word = text[Math.Clamp(start, 0, caret)..caret];
        ImmutableArray<string> items =
        [
            .. list.ItemsList.Where(item => item.DisplayText.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !item.DisplayText.StartsWith('_'))
                .Select(item => item.DisplayText).Distinct().Order(StringComparer.Ordinal).Take(ItemsMax),
        ];
        return new ReplCompletion(start, items);
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();
}
