namespace MthpDsl.Language;

/// <summary>Every diagnostic once, by code.</summary>
/// <example><code>Console.WriteLine(DiagnosticTable.Find("MTHP2001")!.Severity); // Error</code></example>
public static class DiagnosticTable
{
    /// <summary>The descriptors, in the order of their codes.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        .. new[]
        {
            SyntaxDiagnostics.All, FileDiagnostics.All, MeaningDiagnostics.All, RuntimeDiagnostics.All, ExpectationDiagnostics.All, CSharpDiagnostics.All,
            KernelDiagnostics.All,
        }.SelectMany(family => family).OrderBy(row => row.Code, StringComparer.Ordinal),
    ];

    /// <summary>The descriptor of a code, or null.</summary>
    /// <param name="code"><c>MTHP2007</c>, in capitals or not.</param>
    public static DiagnosticDescriptor? Find(string code) =>
        All.FirstOrDefault(row => string.Equals(row.Code, code, StringComparison.OrdinalIgnoreCase));
}
