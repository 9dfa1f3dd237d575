using MthpDsl.Language;

namespace MthpDsl.Scenarios.Running;

/// <summary>Ends a case from within an operation: the scenario asked for something that has no meaning at run time.</summary>
internal sealed class StatementFailure(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>What is wrong, and where.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
