using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect vmas RANGE = N</c>: the range lies in that many VMAs.</summary>
/// <param name="Range">Where.</param>
/// <param name="Comparison">With what.</param>
public sealed record ExpectVmas(RangeSyntax Range, ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-vmas",
        Keywords = ["vmas"],
        Grammar = "'expect' 'vmas' range comparison count",
        Help = "The range lies in that many VMAs.",
        Example = "expect vmas heap = 1",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from comparison in ComparisonRules.Count
            select (StatementSyntax)new ExpectVmas(range, comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect vmas ").Node(Range).Space().Node(Comparison);

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        binder.Comparison(Comparison, "a number of VMAs");
    }
}
