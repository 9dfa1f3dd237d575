using Sprache;

namespace MthpDsl.Language;

/// <summary><c>split RANGE [to order N]</c>: debugfs split_huge_pages.</summary>
/// <param name="Range">Where.</param>
/// <param name="Order">The order of the parts; null for base pages.</param>
public sealed record SplitStatement(RangeSyntax Range, ExpressionSyntax? Order) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "split",
        Keywords = ["split"],
        Grammar = "'split' range ('to' 'order' count)?",
        Help = "Splits the folios with a page in the range, to base pages or to an order, as debugfs split_huge_pages does.",
        Example = "split heap[..64K]",
        Rule = _ =>
            from range in RangeRules.Range
            from order in Lexemes.After("to", Lexemes.Word("order").Then(_ => ExpressionRules.Count))
            select (StatementSyntax)new SplitStatement(range, order),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("split ").Node(Range);
        if (Order is not null)
        {
            writer.Text(" to order ").Node(Order);
        }
    }

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        if (Order is not null)
        {
            binder.Order(Order);
        }
    }
}
