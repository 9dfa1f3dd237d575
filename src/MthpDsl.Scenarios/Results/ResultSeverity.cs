namespace MthpDsl.Scenarios.Results;

/// <summary>How grave a message is.</summary>
public enum ResultSeverity
{
    /// <summary>Legal, and surely not meant.</summary>
    Warning,

    /// <summary>The case cannot pass.</summary>
    Error,
}
