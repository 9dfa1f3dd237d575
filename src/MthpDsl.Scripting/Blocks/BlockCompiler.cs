using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MthpDsl.Language;
using Diagnostic = MthpDsl.Language.Diagnostic;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace MthpDsl.Scripting.Blocks;

/// <summary>
/// Compiles all blocks of a scenario into one assembly that is unloaded with its last use. A compilation of its own and not a script:
/// a script's assembly stays in memory for good.
/// </summary>
internal static class BlockCompiler
{
    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(
        string.Concat(CSharpReferences.Imports.Select(name => $"global using {name};")));

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Annotations,
        deterministic: true);

    /// <summary>The assembly's bytes, or null where there are errors; and what the compiler says, in the order of the blocks.</summary>
    public static byte[]? Compile(IReadOnlyList<BlockCode> blocks, out IReadOnlyList<Diagnostic> diagnostics)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Blocks", blocks.Select(block => block.Tree).Prepend(Usings), CSharpReferences.All, Options);
        diagnostics = [.. blocks.SelectMany(block => DiagnosticsOf(block, compilation))];
        if (diagnostics.Any(diagnostic => diagnostic.Severity == Language.DiagnosticSeverity.Error))
        {
            return null;
        }

        CSharpCompilation guarded = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees([Usings, .. blocks.Select(BlockGuards.AddTo)]);
        return Emit(guarded) ?? Emit(compilation);
    }

    /// <summary>The types of one block.</summary>
    public static SemanticModel ModelOf(BlockCode block) =>
        CSharpCompilation.Create("Block", [Usings, block.Tree], CSharpReferences.All, Options).GetSemanticModel(block.Tree);

    private static byte[]? Emit(CSharpCompilation compilation)
    {
        using MemoryStream stream = new();
        return compilation.Emit(stream).Success ? stream.ToArray() : null;
    }

    private static IEnumerable<Diagnostic> DiagnosticsOf(BlockCode block, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(block.Tree);
        Microsoft.CodeAnalysis.Diagnostic[] found =
        [
            .. model.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || block.IsUsers(diagnostic.Location.SourceSpan))
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
        return NotBoolean(block, model, found) is { } notBoolean
            ? [notBoolean]
            : found.Select(diagnostic => Convert(block, diagnostic)).DistinctBy(diagnostic => diagnostic.Span.Start);
    }

    /// <summary>An expression of another type gets the message that says what is wanted here.</summary>
    private static Diagnostic? NotBoolean(BlockCode block, SemanticModel model, Microsoft.CodeAnalysis.Diagnostic[] found)
    {
        const string CannotConvert = "CS0029";
        const string CannotConvertImplicitly = "CS0266";
        if (!block.IsExpression || found is not [{ Id: CannotConvert or CannotConvertImplicitly }])
        {
            return null;
        }

        ITypeSymbol? type = BlockGuards.WholeOf(block.Tree.GetRoot()) is { } whole ? model.GetTypeInfo(whole).Type : null;
        string name = type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "of another type";
        return new Diagnostic(CSharpDiagnostics.NotBoolean, block.Statement.Source, block.PlaceOf(found[0].Location.SourceSpan), "a " + name);
    }

    private static Diagnostic Convert(BlockCode block, Microsoft.CodeAnalysis.Diagnostic diagnostic)
    {
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        return new Diagnostic(
            isError ? CSharpDiagnostics.CompileError : CSharpDiagnostics.CompileWarning,
            block.Statement.Source,
            block.PlaceOf(diagnostic.Location.SourceSpan),
            diagnostic.Id,
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
