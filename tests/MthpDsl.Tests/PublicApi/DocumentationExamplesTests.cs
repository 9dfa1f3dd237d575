using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MthpDsl.Scripting.Blocks;
using MthpDsl.Scripting.Repl;
using MthpDsl.Scripting.Scripts;
using Xunit;

namespace MthpDsl.Tests.PublicApi;

/// <summary>The examples of the documentation compile, run, and print what they say.</summary>
public sealed class DocumentationExamplesTests
{
    private static readonly string[] _libraries =
        ["MthpDsl.Simulation", "MthpDsl.Language", "MthpDsl.Scenarios", "MthpDsl.Reporting", "MthpDsl.Scripting", "MthpDsl.Testing"];

    private static readonly Lazy<Assembly> _compiled = new(Compile);

    public static TheoryData<string> Examples => new(All().Select(example => example.Member));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_does_what_it_says(string member)
    {
        DocumentationExample example = All().Single(found => found.Member == member);
        ExampleWorld world = (ExampleWorld)Activator.CreateInstance(_compiled.Value.GetType(NameOf(example))!)!;

        world.Run();

        Assert.Equal(example.Promised, world.Printed.Distinct());
    }

    [Theory]
    [InlineData("MthpDsl.Simulation")]
    [InlineData("MthpDsl.Scenarios")]
    [InlineData("MthpDsl.Reporting")]
    [InlineData("MthpDsl.Scripting")]
    [InlineData("MthpDsl.Testing")]
    public void Every_public_type_has_an_example(string library)
    {
        HashSet<string> with = [.. DocumentationExamples.Of(library).Select(example => example.Member)];
        IEnumerable<string> types = Assembly.Load(library).GetExportedTypes().Where(type => !type.IsNested && !IsForCompilers(type)).Select(type => "T:" + type.FullName);
        Assert.Empty(types.Where(type => !with.Contains(type)));
    }

    /// <summary>What C# at the prompt and in scripts sees as its own; nobody names the types.</summary>
    private static bool IsForCompilers(Type type) =>
        type == typeof(ReplGlobals) || type == typeof(ScriptGlobals) || type == typeof(BlockScope);

    private static IEnumerable<DocumentationExample> All() =>
        _libraries.SelectMany(DocumentationExamples.Of).Concat(DocumentationExamples.OfPage("README.md", ReadmeTests.Blocks("csharp")));

    private static string NameOf(DocumentationExample example) =>
        string.Concat(example.Member.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));

    private static Assembly Compile()
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        IEnumerable<SyntaxTree> trees = All().Select(example =>
            CSharpSyntaxTree.ParseText(DocumentationExamples.Source(example, NameOf(example)), options, example.Member));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "examples",
            trees,
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
