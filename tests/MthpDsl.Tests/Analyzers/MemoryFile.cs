using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MthpDsl.Tests.Analyzers;

/// <summary>An additional file that lies in memory.</summary>
internal sealed class MemoryFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
