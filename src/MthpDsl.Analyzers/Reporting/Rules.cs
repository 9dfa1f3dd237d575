using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MthpDsl.Language;
using Rule = Microsoft.CodeAnalysis.DiagnosticDescriptor;

namespace MthpDsl.Analyzers;

/// <summary>The language's table of diagnostics as rules of the compiler.</summary>
internal static class Rules
{
    private const string Category = "Mthp";

    private static readonly ImmutableDictionary<string, Rule> ByCode =
        DiagnosticTable.All.ToImmutableDictionary(row => row.Code, Create, StringComparer.Ordinal);

    /// <summary>Every rule, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [.. ByCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    /// <summary>The rule of a diagnostic.</summary>
    public static Rule Of(Language.Diagnostic diagnostic) => ByCode[diagnostic.Code];

    private static Rule Create(Language.DiagnosticDescriptor row) => new(
        row.Code,
        char.ToUpperInvariant(row.Title[0]) + row.Title.Substring(1),
        "{0}",
        Category,
        row.Severity == Language.DiagnosticSeverity.Error
            ? Microsoft.CodeAnalysis.DiagnosticSeverity.Error
            : Microsoft.CodeAnalysis.DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: row.Help);
}
