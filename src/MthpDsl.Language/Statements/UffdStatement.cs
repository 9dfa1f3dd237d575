using Sprache;

namespace MthpDsl.Language;

/// <summary><c>uffd RANGE missing|wp</c>: registers the range with userfaultfd.</summary>
/// <param name="Range">Where.</param>
/// <param name="WriteProtect">For write protection; else for missing pages.</param>
public sealed record UffdStatement(RangeSyntax Range, bool WriteProtect) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "uffd",
        Keywords = ["uffd"],
        Grammar = "'uffd' range ('missing' | 'wp')",
        Help = "Registers the range with userfaultfd, for missing pages or for write protection.",
        Example = "uffd heap missing",
        Rule = _ =>
            from range in RangeRules.Range
            from mode in Lexemes.AnyWord("missing", "wp")
            select (StatementSyntax)new UffdStatement(range, mode == "wp"),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("uffd ").Node(Range).Text(WriteProtect ? " wp" : " missing");

    internal override void Bind(Binder binder) => binder.Range(Range);
}
