using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Text;

/// <summary>The messages of a case for formats that carry plain text.</summary>
internal static class DiagnosticTexts
{
    private const int Width = 80;

    /// <summary>The messages with their lines and carets, as the text format shows them; every line free of control characters.</summary>
    public static string Of(CaseResult result, IEnumerable<ResultDiagnostic> diagnostics)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        DiagnosticText text = new(Width, new Style(colour: false));
        foreach (ResultDiagnostic diagnostic in diagnostics)
        {
            text.Write(writer, diagnostic, result.File);
        }

        return writer.ToString();
    }

    /// <summary>The sentence of the first error and how many follow; of a case without one what ended it.</summary>
    public static string Headline(CaseResult result)
    {
        ResultDiagnostic[] errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error)];
        return errors.Length switch
        {
            0 => "",
            1 => Printable.Of(errors[0].Message),
            _ => Printable.Of(errors[0].Message) + $" ({errors.Length - 1} more)",
        };
    }

    /// <summary>Title, values and kernel of a case on one line.</summary>
    public static string Name(CaseResult result) =>
        Printable.Of(result.DisplayName) + (result.Kernel.Length == 0 ? "" : " (" + Printable.Of(result.Kernel) + ")");

    /// <summary>The message and its mend on one line.</summary>
    public static string Sentence(ResultDiagnostic diagnostic) =>
        Printable.Of(diagnostic.Mend is null ? diagnostic.Message : diagnostic.Message + " " + Capital(diagnostic.Mend));

    private static string Capital(string sentence) => sentence.Length == 0 ? "" : char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
