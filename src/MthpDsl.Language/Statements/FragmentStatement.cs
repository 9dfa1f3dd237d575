using Sprache;

namespace MthpDsl.Language;

/// <summary><c>fragment to order N [keeping SIZE]</c>: afterwards no free block is larger than the order.</summary>
/// <param name="Order">The largest order left.</param>
/// <param name="Keeping">Memory that is left whole; null for none.</param>
public sealed record FragmentStatement(ExpressionSyntax Order, ExpressionSyntax? Keeping) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "fragment",
        Keywords = ["fragment"],
        Grammar = "'fragment' 'to' 'order' count ('keeping' size)?",
        Help = "Fragments the free memory: afterwards no free block is larger than the order, but for the size that is kept whole.",
        Example = "fragment to order 3 keeping 8M",
        Rule = _ =>
            from to in Lexemes.Word("to")
            from word in Lexemes.Word("order")
            from order in ExpressionRules.Count
            from keeping in Lexemes.After("keeping", ExpressionRules.Size)
            select (StatementSyntax)new FragmentStatement(order, keeping),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("fragment to order ").Node(Order);
        if (Keeping is not null)
        {
            writer.Text(" keeping ").Node(Keeping);
        }
    }

    internal override void Bind(Binder binder)
    {
        binder.Order(Order);
        if (Keeping is not null)
        {
            binder.Size(Keeping, SizeRules.Pages);
        }
    }
}
