using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>A statement that has no equivalent in C; it is reported at its place and the next one is tried.</summary>
internal sealed class ExportFailure(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>What no real kernel can be made to do.</summary>
    public static ExportFailure Impossible(StatementSyntax statement, string why) => new(new Diagnostic(
        KernelDiagnostics.NotExportable, statement.Source, statement.Span, Headline.Of(statement), why));
}
