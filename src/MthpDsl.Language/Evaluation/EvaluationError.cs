namespace MthpDsl.Language;

/// <summary>Why an expression, a range or a layout has no value.</summary>
/// <param name="Descriptor">What is wrong.</param>
/// <param name="Span">Where.</param>
/// <param name="Arguments">The values of its message.</param>
public sealed record EvaluationError(DiagnosticDescriptor Descriptor, TextSpan Span, params object[] Arguments)
{
    /// <summary>The mend, or null.</summary>
    public string? Mend { get; init; }

    /// <summary>The mend as a change of the text, or null.</summary>
    public DiagnosticFix? Fix { get; init; }

    /// <summary>The diagnostic, in the text that holds the expression.</summary>
    public Diagnostic In(SourceText source) => new(Descriptor, source, Span, Arguments) { Mend = Mend, Fix = Fix };
}

/// <summary>A value, or why there is none.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">The value; means nothing where there is an error.</param>
/// <param name="Error">Null where there is a value.</param>
public readonly record struct Evaluated<T>(T Value, EvaluationError? Error)
{
    /// <summary>There is a value.</summary>
    public bool IsOk => Error is null;
}
