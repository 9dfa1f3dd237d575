using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect RANGE has ITEM</c> and <c>expect RANGE has no ITEM</c>: it occurs there, or does not.</summary>
/// <param name="Range">Where.</param>
/// <param name="Item">A layout item.</param>
/// <param name="IsThere">It must occur; else it must not.</param>
public sealed record ExpectItem(RangeSyntax Range, LayoutItemSyntax Item, bool IsThere) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-item",
        Keywords = [],
        Grammar = "'expect' range 'has' 'no'? item",
        Help = "The item occurs somewhere in the range, or does not.",
        Example = "expect heap has no 2M pmd",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from word in Lexemes.Word("has")
            from no in Lexemes.Word("no").Maybe()
            from item in LayoutRules.Item
            select (StatementSyntax)new ExpectItem(range, item, no is null),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect ").Node(Range).Text(IsThere ? " has " : " has no ").Node(Item);

    internal override void Bind(Binder binder)
    {
        long? length = binder.Range(Range);
        long? covered = binder.LayoutItem(Item);
        if (IsThere && covered > length)
        {
            binder.CanOnlyFail(Item.Span, $"the item covers {SizeFormat.Format(covered!.Value)}, and '{Range}' has {SizeFormat.Format(length!.Value)}");
        }
    }
}
