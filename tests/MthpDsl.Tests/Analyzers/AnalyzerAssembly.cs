using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MthpDsl.Tests.Analyzers;

/// <summary>The analyzers as the compiler loads them: from their file, with the parser of netstandard2.0 beside it.</summary>
internal static class AnalyzerAssembly
{
    private static readonly string Folder = Repository.Path("src", "MthpDsl.Analyzers", "bin", Repository.Configuration, "netstandard2.0");

    private static readonly Assembly Loaded = new Context().LoadFromAssemblyPath(Path.Combine(Folder, "MthpDsl.Analyzers.dll"));

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. Create<DiagnosticAnalyzer>()];

    public static CodeFixProvider CodeFix => Create<CodeFixProvider>().Single();

    public static ISourceGenerator Generator => Create<IIncrementalGenerator>().Single().AsSourceGenerator();

    private static IEnumerable<T> Create<T>() => Loaded.GetExportedTypes()
        .Where(type => type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);

    private sealed class Context() : AssemblyLoadContext("analyzers")
    {
        protected override Assembly? Load(AssemblyName name) =>
            name.Name == "MthpDsl.Language" ? LoadFromAssemblyPath(Path.Combine(Folder, name.Name + ".dll")) : null;
    }
}
