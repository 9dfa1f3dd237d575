using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios;

/// <summary>Runs bound scenarios, each case on a machine of its own.</summary>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("""
///     map heap 2M
///     write heap
///     expect heap = 512 x 4K
///     """).Single();
/// Console.WriteLine(result.Status); // Passed
/// </code>
/// </example>
public static class ScenarioRunner
{
    /// <summary>
    /// The results of a scenario, one for every combination of its <c>given</c> values, worked out one by one as they are
    /// asked for. A scenario with errors gives one result, of status <see cref="ResultStatus.Error"/>.
    /// </summary>
    /// <param name="scenario">The scenario, bound with the same <see cref="RunOptions.Kernel"/>.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    public static IEnumerable<CaseResult> Run(BoundScenario scenario, RunOptions? options = null)
    {
        options ??= new RunOptions();
        if (scenario.HasErrors)
        {
            return HasChosen(scenario, options) ? [Unread(scenario)] : [];
        }

        ScenarioCase[] cases = [.. scenario.Cases.Where(values => IsChosen(scenario, values, options))];
        ICSharpProgram? program = scenario.UsesCSharp && cases.Length > 0 ? options.CSharp?.Compile(scenario) : null;
        return program?.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) == true
            ? [Unread(scenario, program)]
            : cases.Select(values => new CaseRun(scenario, values, options, program).Run());
    }

    /// <summary>Binds a text and runs it: the same results as the tool prints.</summary>
    /// <param name="text">A scenario; includes are looked for in the current folder.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    public static IEnumerable<CaseResult> Run([StringSyntax("mthp")] string text, RunOptions? options = null) =>
        Run(ScenarioFile.Bind(SourceText.From(text, "scenario.mthp"), options), options);

    /// <summary>Whether the filter of the options lets any case of a scenario run.</summary>
    internal static bool HasChosen(BoundScenario scenario, RunOptions options) => scenario.HasErrors
        ? options.Filter?.Matches(scenario.Source.Path, TitleOf(scenario)) != false
        : scenario.Cases.Any(values => IsChosen(scenario, values, options));

    /// <summary>The result of a scenario that cannot run.</summary>
    internal static CaseResult Unread(BoundScenario scenario, ICSharpProgram? program = null) => new()
    {
        File = scenario.Source.Path,
        Title = TitleOf(scenario),
        Kernel = scenario.Kernel,
        Status = ResultStatus.Error,
        Diagnostics = Converted(scenario, program),
    };

    /// <summary>What the scenario is called; without a title the name of its file.</summary>
    internal static string TitleOf(BoundScenario scenario) =>
        scenario.Title ?? Path.GetFileNameWithoutExtension(scenario.Source.Path);

    /// <summary>What reading the scenario had to say.</summary>
    internal static ImmutableArray<ResultDiagnostic> Converted(BoundScenario scenario, ICSharpProgram? program = null) =>
        [.. scenario.Diagnostics.Concat(program?.Diagnostics ?? []).Select(diagnostic => DiagnosticConverter.Convert(diagnostic, scenario.Source))];

    /// <summary>The values of a case as results name them.</summary>
    internal static ImmutableArray<CaseValue> ValuesOf(ScenarioCase values) =>
        [.. values.Values.Select(pair => new CaseValue(pair.Key, pair.Value.ToString()))];

    private static bool IsChosen(BoundScenario scenario, ScenarioCase values, RunOptions options) =>
        options.Filter is not { } filter
        || filter.Matches(scenario.Source.Path, CaseResult.NameOf(TitleOf(scenario), ValuesOf(values)));
}
