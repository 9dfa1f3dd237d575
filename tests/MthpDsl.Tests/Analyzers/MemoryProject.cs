using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MthpDsl.Tests.Analyzers;

/// <summary>A project in memory, with C# and scenarios, as the compiler sees it.</summary>
internal static class MemoryProject
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Console.dll" or "System.Collections.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(params string[] code) => CSharpCompilation.Create(
        "Sample",
        code.Select((text, i) => CSharpSyntaxTree.ParseText(text, path: $"/p/Code{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the analyzers report, as a build prints it, sorted by place.</summary>
    public static async Task<string[]> Report(string code, params (string Path, string Text)[] files)
    {
        ImmutableArray<Diagnostic> found = await Analyze(code, files);
        return
        [
            .. from diagnostic in found
               let at = diagnostic.Location.GetMappedLineSpan()
               orderby at.Path, at.StartLinePosition
               select FormattableString.Invariant(
                   $"{at.Path}({at.StartLinePosition.Line + 1},{at.StartLinePosition.Character + 1}): {diagnostic.Id}: {diagnostic.GetMessage()}"),
        ];
    }

    public static Task<ImmutableArray<Diagnostic>> Analyze(string code, params (string Path, string Text)[] files)
    {
        ImmutableArray<AdditionalText> additional = [.. files.Select(file => new MemoryFile(file.Path, file.Text))];
        return Compile(code)
            .WithAnalyzers(AnalyzerAssembly.Analyzers, new AnalyzerOptions(additional))
            .GetAnalyzerDiagnosticsAsync();
    }
}
