namespace MthpDsl.Scenarios.Results;

/// <summary>How a case ended. A later value outweighs an earlier one.</summary>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// Console.WriteLine(result.Status); // Failed
/// </code>
/// </example>
public enum ResultStatus
{
    /// <summary>Every statement ran and every expectation held.</summary>
    Passed,

    /// <summary>An expectation was not met; the case ran to its end.</summary>
    Failed,

    /// <summary>The scenario could not be read, or stopped at a statement that failed.</summary>
    Error,
}
