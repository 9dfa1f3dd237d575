using MthpDsl.Language;

namespace MthpDsl.Scenarios.Operations;

/// <summary>What a block of C# gets where none is allowed.</summary>
internal static class CSharpRefusal
{
    /// <summary>The message, with how to allow it.</summary>
    public static Diagnostic Of(StatementSyntax statement) => new(CSharpDiagnostics.NotAllowed, statement.Source, statement.KeywordSpan)
    {
        Mend = "if you trust this scenario, allow it with --allow-csharp",
    };
}
