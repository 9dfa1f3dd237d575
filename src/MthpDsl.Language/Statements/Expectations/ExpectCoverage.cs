using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect coverage RANGE SIZE &gt;= 90%</c>: that share of the range's populated memory lies in folios of that size.</summary>
/// <param name="Range">Where.</param>
/// <param name="Size">The folio's size.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Percent">0 to 100, a count.</param>
public sealed record ExpectCoverage(RangeSyntax Range, ExpressionSyntax Size, ComparisonOperator Operator, ExpressionSyntax Percent) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-coverage",
        Keywords = ["coverage"],
        Grammar = "'expect' 'coverage' range size comparison count '%'",
        Help = "That share of the range's populated memory lies in folios of that size, fully mapped and naturally aligned.",
        Example = "expect coverage heap 64K >= 90%",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from size in ExpressionRules.Size
            from comparison in ComparisonRules.Operator
            from percent in ExpressionRules.Count
            from sign in Lexemes.Sign("%")
            select (StatementSyntax)new ExpectCoverage(range, size, comparison.Operator, percent),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect coverage ").Node(Range).Space().Node(Size)
        .Space().Text(Operator.Symbol()).Space().Node(Percent).Text("%");

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        binder.FolioSize(Size);
        binder.WarnIfNeverMet(Percent.Span, Operator, binder.Count(Percent, 0, 100, "a percentage"), 100);
    }
}
