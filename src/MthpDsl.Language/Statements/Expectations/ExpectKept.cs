using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect kept RANGE since "before" = N</c>: that many of its base pages sit in the same frame as at that snapshot.</summary>
/// <param name="Range">Where.</param>
/// <param name="Since">The snapshot.</param>
/// <param name="Comparison">With what.</param>
public sealed record ExpectKept(RangeSyntax Range, StringSyntax Since, ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-kept",
        Keywords = ["kept"],
        Grammar = "'expect' 'kept' range 'since' string comparison count",
        Help = "That many of the range's base pages sit in the same physical frame as at that snapshot.",
        Example = "expect kept heap since \"before\" = 512",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from word in Lexemes.Word("since")
            from since in Lexemes.String
            from comparison in ComparisonRules.Count
            select (StatementSyntax)new ExpectKept(range, since, comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect kept ").Node(Range).Text(" since ").Node(Since).Space().Node(Comparison);

    internal override void Bind(Binder binder)
    {
        long? pages = binder.PagesOf(binder.Range(Range));
        binder.UseSnapshot(Since);
        binder.Comparison(Comparison, "a number of pages", pages);
    }
}
