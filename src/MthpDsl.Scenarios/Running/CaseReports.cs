using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Running;

/// <summary>What a case has to say, and how it has ended so far.</summary>
/// <param name="main">The scenario's own text; what lies in another is reported with that one's name.</param>
/// <param name="observer">Who hears of it at once; null for nobody.</param>
internal sealed class CaseReports(SourceText main, IRunObserver? observer)
{
    private readonly List<ResultDiagnostic> _diagnostics = [];

    /// <summary>The gravest of what was reported.</summary>
    public ResultStatus Status { get; private set; }

    /// <summary>Every message, in the order in which they were reported.</summary>
    public IReadOnlyList<ResultDiagnostic> Diagnostics => _diagnostics;

    /// <summary>Something that ends the case.</summary>
    public void Error(Diagnostic diagnostic)
    {
        Status = ResultStatus.Error;
        Add(DiagnosticConverter.Convert(diagnostic, main));
    }

    /// <summary>Something that ends the case, about a whole statement.</summary>
    public void Error(DiagnosticDescriptor descriptor, StatementSyntax statement, params object[] arguments) =>
        Error(new Diagnostic(descriptor, statement.Source, statement.Span, arguments));

    /// <summary>An expectation that is not met; the case goes on.</summary>
    /// <param name="descriptor">Of the family of expectations; its message holds both sides.</param>
    /// <param name="statement">The expectation.</param>
    /// <param name="expected">What it asks for.</param>
    /// <param name="actual">What is there instead.</param>
    /// <param name="arguments">Of the message.</param>
    public void Unmet(
        DiagnosticDescriptor descriptor, StatementSyntax statement, string expected, string actual, params object[] arguments)
    {
        Status = Status == ResultStatus.Error ? Status : ResultStatus.Failed;
        ResultDiagnostic place = DiagnosticConverter.Convert(new Diagnostic(descriptor, statement.Source, statement.Span), main);
        Add(place with
        {
            // Whole, however long: the language cuts what it quotes, a result must not.
            Message = string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments),
            Summary = char.ToUpperInvariant(descriptor.Title[0]) + descriptor.Title[1..] + ".",
            Expected = expected,
            Actual = actual,
        });
    }

    private void Add(ResultDiagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        observer?.Reported(diagnostic);
    }
}
