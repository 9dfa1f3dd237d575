using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Sessions;

/// <summary>What one statement of a session did.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Diagnostics">What it had to say.</param>
/// <param name="Refusal">Where the kernel refused it, the word of <c>expect ERRNO from</c>; else null.</param>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("map heap 2M\nswap off"));
/// var session = new ScenarioSession(scenario);
/// SessionStep step = scenario.Statements.Select(statement =&gt; session.Run(statement, scenario)).Last();
/// Console.WriteLine(step.Refusal); // EINVAL
/// </code>
/// </example>
public sealed record SessionStep(ResultStatus Status, ImmutableArray<ResultDiagnostic> Diagnostics, string? Refusal)
{
    /// <summary>The kernel, as modelled, hung or crashed: nothing may run on this machine any more.</summary>
    public bool EndsKernel => Refusal is "HANG" or "BUG";
}
