namespace MthpDsl.Language;

/// <summary>A scenario whose names, units and knobs have been checked: what a run needs.</summary>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("given size in 64K, 2M\nmap heap size\nwrite heap"));
/// Console.WriteLine(scenario.Cases.Count); // 2
/// </code>
/// </example>
public sealed class BoundScenario
{
    internal BoundScenario(ParsedScenario parsed, BinderResult result)
    {
        Source = parsed.Source;
        Statements = parsed.Statements;
        Title = result.Title;
        Kernel = result.Kernel;
        KernelSpan = result.KernelSpan;
        Givens = result.Givens;
        Machine = result.Machine;
        Includes = result.Includes;
        UsesCSharp = result.UsesCSharp;
        Cases = result.Cases;
        Diagnostics = Sort([.. parsed.Diagnostics, .. result.Diagnostics]);
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>What <c>scenario</c> says, or null: the file's name is the title.</summary>
    public string? Title { get; }

    /// <summary>The name of the kernel model; of an unknown one the default's.</summary>
    public string Kernel { get; }

    /// <summary>Where the kernel is named; null where it is not, or is overridden.</summary>
    public TextSpan? KernelSpan { get; }

    /// <summary>The <c>given</c> statements, in order.</summary>
    public IReadOnlyList<GivenStatement> Givens { get; }

    /// <summary>The machine.</summary>
    public MachineSettings Machine { get; }

    /// <summary>Every statement of the top level, in order; also those that say what the scenario is, which do nothing when it runs.</summary>
    public SyntaxList<StatementSyntax> Statements { get; }

    /// <summary>What each <c>include</c> stands for; its statements run where it stands.</summary>
    public IReadOnlyDictionary<IncludeStatement, ParsedScenario> Includes { get; }

    /// <summary>There is a block of C#, here or in an included file.</summary>
    public bool UsesCSharp { get; }

    /// <summary>Every combination of the givens, the last varying fastest; one empty case where there are none.</summary>
    public IReadOnlyList<ScenarioCase> Cases { get; }

    /// <summary>What is wrong with syntax and meaning, in the order of the text; then that of included files.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Some diagnostic is an error: the scenario must not run.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private List<Diagnostic> Sort(Diagnostic[] diagnostics)
    {
        List<SourceText> sources = [Source, .. diagnostics.Select(diagnostic => diagnostic.Source).Distinct().Where(text => text != Source)];
        return [.. diagnostics.OrderBy(diagnostic => sources.IndexOf(diagnostic.Source)).ThenBy(diagnostic => diagnostic.Span.Start)];
    }
}

/// <summary>What the binder found out.</summary>
internal sealed record BinderResult(
    string? Title,
    string Kernel,
    TextSpan? KernelSpan,
    IReadOnlyList<GivenStatement> Givens,
    MachineSettings Machine,
    IReadOnlyDictionary<IncludeStatement, ParsedScenario> Includes,
    bool UsesCSharp,
    IReadOnlyList<ScenarioCase> Cases,
    IReadOnlyList<Diagnostic> Diagnostics);
