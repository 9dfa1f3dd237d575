using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios;

/// <summary>What the names in a block of C# stand for.</summary>
/// <param name="Process">The current process: its mappings are in scope by name, its machine is <c>machine</c>.</param>
/// <param name="Values">The values of <c>given</c>, <c>for</c> and <c>let</c>.</param>
/// <example>
/// <code>
/// CSharpScope scope = new ScenarioSession(ScenarioBinder.Bind(SourceText.From("map heap 2M"))).Scope;
/// Console.WriteLine(scope.Process.Name); // main
/// </code>
/// </example>
public sealed record CSharpScope(Process Process, IReadOnlyDictionary<string, ExpressionValue> Values);
