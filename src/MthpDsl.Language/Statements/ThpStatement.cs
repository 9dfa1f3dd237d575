using Sprache;

namespace MthpDsl.Language;

/// <summary>What <c>thp</c> sets with prctl(PR_SET_THP_DISABLE).</summary>
public enum ThpMode
{
    /// <summary>No large folios in the process.</summary>
    Disable,

    /// <summary>None, but where madvise asked for them; since 6.18.</summary>
    DisableExceptAdvised,

    /// <summary>As sysfs says.</summary>
    Enable,
}

/// <summary><c>thp disable</c>, <c>thp disable except-advised</c>, <c>thp enable</c>, for the current process.</summary>
/// <param name="Mode">Which.</param>
public sealed record ThpStatement(ThpMode Mode) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "thp",
        Keywords = ["thp"],
        Grammar = "'thp' ('disable' 'except-advised'? | 'enable')",
        Help = "Forbids or allows large folios in the current process, with prctl(PR_SET_THP_DISABLE). except-advised is there since 6.18.",
        Example = "thp disable",
        Rule = _ => ScanExtensions.OneOf(
            from word in Lexemes.Word("disable")
            from except in Lexemes.Word("except-advised").Maybe()
            select (StatementSyntax)new ThpStatement(except is null ? ThpMode.Disable : ThpMode.DisableExceptAdvised),
            from word in Lexemes.Word("enable")
            select (StatementSyntax)new ThpStatement(ThpMode.Enable)),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text(
        Mode switch { ThpMode.Disable => "thp disable", ThpMode.Enable => "thp enable", _ => "thp disable except-advised" });

    internal override void Bind(Binder binder)
    {
    }
}
