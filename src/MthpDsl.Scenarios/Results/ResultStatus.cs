namespace MthpDsl.Scenarios.Results;

/// <summary>How a case ended. A later value outweighs an earlier one.</summary>
public enum ResultStatus
{
    /// <summary>Every statement ran and every expectation held.</summary>
    Passed,

    /// <summary>An expectation was not met; the case ran to its end.</summary>
    Failed,

    /// <summary>The scenario could not be read, or stopped at a statement that failed.</summary>
    Error,
}
