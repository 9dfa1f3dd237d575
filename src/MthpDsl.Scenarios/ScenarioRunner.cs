using System.Collections.Immutable;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios;

/// <summary>Runs bound scenarios, each case on a machine of its own.</summary>
/// <example><code>foreach (CaseResult result in ScenarioRunner.Run(ScenarioBinder.Bind(source), new RunOptions())) { … }</code></example>
public static class ScenarioRunner
{
    /// <summary>
    /// The results of a scenario, one for every combination of its <c>given</c> values, worked out one by one as they are
    /// asked for. A scenario with errors gives one result, of status <see cref="ResultStatus.Error"/>.
    /// </summary>
    /// <param name="scenario">The scenario, bound with the same <see cref="RunOptions.Kernel"/>.</param>
    /// <param name="options">How to run it.</param>
    public static IEnumerable<CaseResult> Run(BoundScenario scenario, RunOptions options)
    {
        if (scenario.HasErrors)
        {
            return [Unread(scenario)];
        }

        ICSharpProgram? program = scenario.UsesCSharp ? options.CSharp?.Compile(scenario) : null;
        return program?.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) == true
            ? [Unread(scenario, program)]
            : scenario.Cases.Select(values => new CaseRun(scenario, values, options, program).Run());
    }

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
}
