using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect tlb RANGE &lt;= N</c>: TLB entries that map the range on this architecture.</summary>
/// <param name="Range">Where.</param>
/// <param name="Comparison">With what.</param>
public sealed record ExpectTlb(RangeSyntax Range, ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-tlb",
        Keywords = ["tlb"],
        Grammar = "'expect' 'tlb' range comparison count",
        Help = "That many TLB entries map the range on this arch.",
        Example = "expect tlb heap <= 32",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from comparison in ComparisonRules.Count
            select (StatementSyntax)new ExpectTlb(range, comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect tlb ").Node(Range).Space().Node(Comparison);

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        binder.Comparison(Comparison, "a number of TLB entries");
    }
}
