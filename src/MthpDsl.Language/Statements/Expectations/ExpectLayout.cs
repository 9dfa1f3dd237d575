using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect RANGE = LAYOUT</c>: the range holds exactly this, in order.</summary>
/// <param name="Range">Where.</param>
/// <param name="Layout">What it holds.</param>
public sealed record ExpectLayout(RangeSyntax Range, LayoutSyntax Layout) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-layout",
        Keywords = [],
        Grammar = "'expect' range '=' layout",
        Help = "The range holds exactly this, in order. What the layout leaves out is not compared.",
        Example = "expect heap = 32 x 64K",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from sign in Lexemes.Sign("=")
            from layout in LayoutRules.Layout
            select (StatementSyntax)new ExpectLayout(range, layout),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect ").Node(Range).Text(" = ").Node(Layout);

    internal override void Bind(Binder binder)
    {
        long? length = binder.Range(Range);
        long? covered = binder.Layout(Layout);
        if (length is not null && covered is not null && length != covered)
        {
            binder.CanOnlyFail(Layout.Span, $"the layout covers {SizeFormat.Format(covered.Value)}, and '{Range}' has {SizeFormat.Format(length.Value)}");
        }
    }
}
