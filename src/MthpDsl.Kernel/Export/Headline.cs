using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>A statement in one line.</summary>
internal static class Headline
{
    private const int LengthMax = 120;

    /// <summary>Its first line, as the formatter writes it, cut where it is long.</summary>
    public static string Of(StatementSyntax statement)
    {
        string text = statement.ToString();
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        text = end >= 0 ? text[..end] + " … }" : text;
        return text.Length > LengthMax ? text[..(LengthMax - 1)] + "…" : text;
    }
}
