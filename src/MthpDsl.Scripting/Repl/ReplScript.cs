using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using MthpDsl.Scripting.Blocks;

namespace MthpDsl.Scripting.Repl;

/// <summary>The C# of a session: each input goes on where the one before ended, from one script state.</summary>
internal sealed class ReplScript
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly ScriptOptions Options = ScriptOptions.Default
        .WithImports(CSharpReferences.Imports)
        .WithReferences(CSharpReferences.All)
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithAllowUnsafe(false);

    private static readonly Script<object> Beginning = CSharpScript.Create("", Options, typeof(ReplGlobals));

    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly List<Script<object>> _pending = [];
    private readonly List<string> _pendingNames = [];
    private readonly ReplGlobals _globals;
    private ScriptState<object>? _state;

    /// <summary>C# over a session.</summary>
    public ReplScript(ReplGlobals globals) => _globals = globals;

    /// <summary>Whether an input can still go on: a brace or a parenthesis is open.</summary>
    public static bool IsComplete(string text) => SyntaxFactory.IsCompleteSubmission(CSharpSyntaxTree.ParseText(text, Parsing));

    /// <summary>The parsed input.</summary>
    public static CompilationUnitSyntax Parse(string text) => CSharpSyntaxTree.ParseText(text, Parsing).GetCompilationUnitRoot();

    /// <summary>Whether the input is an expression that is not void.</summary>
    public static bool HasValue(Script<object> script)
    {
        Compilation compilation = script.GetCompilation();
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        return ReplInput.ValueOf((CompilationUnitSyntax)tree.GetRoot()) is { } value
            && compilation.GetSemanticModel(tree).GetTypeInfo(value).Type is { SpecialType: not SpecialType.System_Void };
    }

    /// <summary>Makes names of the scenario known; one that is known already stays as it is.</summary>
    public void Declare(IEnumerable<BlockName> names)
    {
        BlockName[] unknown = [.. names.Where(name => name.Identifier != "main" && _declared.Add(name.Identifier))];
        if (unknown.Length > 0)
        {
            Script<object> script = Next(string.Concat(
                unknown.Select(name => $"{name.Type} @{name.Identifier} => __scope.{name.Getter}(\"{name.Name}\");")));
            Advance(script);
            _pending.Add(script);
            _pendingNames.AddRange(unknown.Select(name => name.Identifier));
        }
    }

    /// <summary>Compiles an input that follows what ran so far.</summary>
    /// <param name="text">C#: statements, or an expression.</param>
    /// <param name="found">What the compiler says; with an error among it the result must not run.</param>
    public Script<object> Compile(string text, out ImmutableArray<Diagnostic> found)
    {
        Script<object> script = Next(text);
        found = [.. script.Compile().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        if (found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || BlockGuards.AddTo(Parse(text)) is not { } guarded)
        {
            return script;
        }

        Script<object> bounded = Next(guarded.ToFullString());
        return bounded.Compile().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? script : bounded;
    }

    /// <summary>Runs an input on the state that the one before left.</summary>
    /// <param name="script">What <see cref="Compile"/> gave.</param>
    /// <param name="code">What runs it again.</param>
    /// <returns>The value of its expression, or null.</returns>
    public object? Run(Script<object> script, out ReplCode code)
    {
        object? value = Advance(script);
        code = new ReplCode([.. _pending, script], [.. _pendingNames]);
        _pending.Clear();
        _pendingNames.Clear();
        return value;
    }

    /// <summary>Runs C# again that ran before, in a new session.</summary>
    /// <returns>The value of its expression, or null.</returns>
    public object? Replay(ReplCode code)
    {
        object? value = null;
        _declared.UnionWith(code.Declared);
        foreach (Script<object> script in code.Scripts)
        {
            value = Advance(script);
        }

        return value;
    }

    private object? Advance(Script<object> script)
    {
        _state = script.RunFromAsync(State()).GetAwaiter().GetResult();
        return _state.ReturnValue;
    }

    private Script<object> Next(string text) => State().Script.ContinueWith(text, Options);

    private ScriptState<object> State() => _state ??= Beginning.RunAsync(_globals).GetAwaiter().GetResult();
}
