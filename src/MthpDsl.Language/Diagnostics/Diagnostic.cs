using System.Globalization;

namespace MthpDsl.Language;

/// <summary>A change of the text that mends a diagnostic.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="NewText">By what.</param>
public sealed record DiagnosticFix(TextSpan Span, string NewText);

/// <summary>What is wrong at one place of a scenario.</summary>
public sealed record Diagnostic
{
    /// <summary>Embedded text is cut to this many characters.</summary>
    public const int EmbeddedLengthMax = 80;

    /// <summary>A diagnostic at a place.</summary>
    /// <param name="descriptor">What kind.</param>
    /// <param name="source">The text it is in.</param>
    /// <param name="span">Where in it.</param>
    /// <param name="arguments">The values of <see cref="DiagnosticDescriptor.MessageFormat"/>.</param>
    public Diagnostic(DiagnosticDescriptor descriptor, SourceText source, TextSpan span, params object[] arguments)
    {
        Descriptor = descriptor;
        Source = source;
        Span = span;
        Message = arguments.Length == 0
            ? descriptor.MessageFormat
            : string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, [.. arguments.Select(Embed)]);
    }

    /// <summary>What kind.</summary>
    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>The text it is in.</summary>
    public SourceText Source { get; }

    /// <summary>Where in it.</summary>
    public TextSpan Span { get; }

    /// <summary>The sentence that says what is wrong.</summary>
    public string Message { get; }

    /// <summary>A second sentence that says the mend, or null: <c>did you mean 'hugepages-64kB'?</c></summary>
    public string? Mend { get; init; }

    /// <summary>The mend as a change of the text, or null.</summary>
    public DiagnosticFix? Fix { get; init; }

    /// <summary>The descriptor's code.</summary>
    public string Code => Descriptor.Code;

    /// <summary>The descriptor's severity.</summary>
    public DiagnosticSeverity Severity => Descriptor.Severity;

    /// <summary>Line and column where it begins, from 1.</summary>
    public LinePosition Position => Source.PositionOf(Span.Start);

    /// <summary><c>creep.mthp:4:32: warning MTHP2007: sentence</c>, and the mend on a second line.</summary>
    public override string ToString()
    {
        LinePosition at = Position;
        string head = string.Format(
            CultureInfo.InvariantCulture,
            "{0}:{1}:{2}: {3} {4}: {5}",
            Source.Path,
            at.Line,
            at.Column,
            Severity == DiagnosticSeverity.Warning ? "warning" : "error",
            Code,
            Message);
        return Mend is null ? head : head + "\n     = " + Mend;
    }

    private static object Embed(object argument)
    {
        if (argument is not string text)
        {
            return argument;
        }

        string shown = text.Length > EmbeddedLengthMax ? text.Substring(0, EmbeddedLengthMax - 1) + "…" : text;
        return Printable.Escape(shown);
    }
}
