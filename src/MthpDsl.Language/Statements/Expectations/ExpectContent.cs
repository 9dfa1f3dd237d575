using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect content RANGE unchanged since "before"</c>: every page reads as it did at that snapshot.</summary>
/// <param name="Range">Where.</param>
/// <param name="Since">The snapshot.</param>
public sealed record ExpectContent(RangeSyntax Range, StringSyntax Since) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-content",
        Keywords = ["content"],
        Grammar = "'expect' 'content' range 'unchanged' 'since' string",
        Help = "Every page of the range reads as it did at that snapshot.",
        Example = "expect content heap unchanged since \"before\"",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from unchanged in Lexemes.Word("unchanged")
            from word in Lexemes.Word("since")
            from since in Lexemes.String
            select (StatementSyntax)new ExpectContent(range, since),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect content ").Node(Range).Text(" unchanged since ").Node(Since);

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        binder.UseSnapshot(Since);
    }
}
