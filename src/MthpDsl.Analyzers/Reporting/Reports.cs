using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using CompilerDiagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace MthpDsl.Analyzers;

/// <summary>The language's diagnostics as the compiler's.</summary>
internal static class Reports
{
    private const string Start = "fix.start";
    private const string Length = "fix.length";
    private const string NewText = "fix.text";

    /// <summary>A diagnostic at a place, with its mend as a change of the text where it has one.</summary>
    /// <param name="diagnostic">The language's.</param>
    /// <param name="at">Where it shows.</param>
    /// <param name="fix">The change of the text of that place; null for none.</param>
    /// <param name="prefix">Put before the message.</param>
    public static CompilerDiagnostic Create(Language.Diagnostic diagnostic, Location at, TextChange? fix, string prefix = "")
    {
        ImmutableDictionary<string, string?> properties = fix is not { } change
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty
                .Add(Start, change.Span.Start.ToString(CultureInfo.InvariantCulture))
                .Add(Length, change.Span.Length.ToString(CultureInfo.InvariantCulture))
                .Add(NewText, change.NewText);
        return CompilerDiagnostic.Create(Rules.Of(diagnostic), at, properties, prefix + Sentence(diagnostic));
    }

    /// <summary>The change that <see cref="Create"/> stored, or null.</summary>
    public static TextChange? FixOf(CompilerDiagnostic diagnostic)
    {
        ImmutableDictionary<string, string?> properties = diagnostic.Properties;
        return properties.TryGetValue(NewText, out string? text)
            && properties.TryGetValue(Start, out string? start)
            && properties.TryGetValue(Length, out string? length)
                ? new TextChange(new TextSpan(Number(start), Number(length)), text!)
                : null;
    }

    private static int Number(string? text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A build prints one line, so the mend follows the message.</summary>
    private static string Sentence(Language.Diagnostic diagnostic)
    {
        string? mend = diagnostic.Mend;
        return string.IsNullOrEmpty(mend)
            ? diagnostic.Message
            : diagnostic.Message + " " + char.ToUpperInvariant(mend![0]) + mend.Substring(1);
    }
}
