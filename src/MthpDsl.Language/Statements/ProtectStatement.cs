using Sprache;

namespace MthpDsl.Language;

/// <summary>What <c>protect</c> allows afterwards.</summary>
public enum Protection
{
    /// <summary>Nothing: PROT_NONE.</summary>
    None,

    /// <summary>Reads.</summary>
    Read,

    /// <summary>Reads and writes.</summary>
    Write,
}

/// <summary><c>protect RANGE none|read|write</c>: mprotect.</summary>
/// <param name="Range">Where.</param>
/// <param name="Protection">What is allowed.</param>
public sealed record ProtectStatement(RangeSyntax Range, Protection Protection) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "protect",
        Keywords = ["protect"],
        Grammar = "'protect' range ('none' | 'read' | 'write')",
        Help = "Changes what is allowed on the range, as mprotect does: nothing, reads, or reads and writes.",
        Example = "protect heap[..64K] read",
        Rule = _ =>
            from range in RangeRules.Range
            from word in Lexemes.AnyWord("none", "read", "write")
            select (StatementSyntax)new ProtectStatement(
                range, word switch { "none" => Protection.None, "read" => Protection.Read, _ => Protection.Write }),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("protect ").Node(Range).Text(
        Protection switch { Protection.None => " none", Protection.Read => " read", _ => " write" });

    internal override void Bind(Binder binder) => binder.Range(Range);
}
