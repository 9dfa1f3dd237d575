namespace MthpDsl.Scenarios.Results;

/// <summary>The value a case gives to a <c>given</c> name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as the language prints it: <c>64K</c>, <c>511</c>.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("given size in 64K, 2M\nmap heap size\nwrite heap").Last();
/// CaseValue value = result.Case[0];
/// Console.WriteLine($"{value.Name} = {value.Value}"); // size = 2M
/// </code>
/// </example>
public sealed record CaseValue(string Name, string Value);
