namespace MthpDsl.Scenarios.Results;

/// <summary>How grave a message is.</summary>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// Console.WriteLine(result.Diagnostics[0].Severity == ResultSeverity.Error); // True
/// </code>
/// </example>
public enum ResultSeverity
{
    /// <summary>Legal, and surely not meant.</summary>
    Warning,

    /// <summary>The case cannot pass.</summary>
    Error,
}
