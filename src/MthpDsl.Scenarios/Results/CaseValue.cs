namespace MthpDsl.Scenarios.Results;

/// <summary>The value a case gives to a <c>given</c> name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as the language prints it: <c>64K</c>, <c>511</c>.</param>
public sealed record CaseValue(string Name, string Value);
