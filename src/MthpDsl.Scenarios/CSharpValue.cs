namespace MthpDsl.Scenarios;

/// <summary>The value of a C# expectation.</summary>
/// <param name="Holds">The expression is true.</param>
/// <param name="Actual">Of a comparison what its left side was, with its text: <c>heap.Layout.Folios.Count is 512</c>; else null.</param>
/// <example><code>var unmet = new CSharpValue(Holds: false, Actual: "31");</code></example>
public readonly record struct CSharpValue(bool Holds, string? Actual);
