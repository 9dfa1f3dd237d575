using Sprache;

namespace MthpDsl.Language;

/// <summary><c>reclaim SIZE</c>: memory pressure; the shrinkers run, then the coldest pages go to swap.</summary>
/// <param name="Size">How much is to be reclaimed.</param>
public sealed record ReclaimStatement(ExpressionSyntax Size) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "reclaim",
        Keywords = ["reclaim"],
        Grammar = "'reclaim' size",
        Help = "Memory pressure: the shrinkers run (deferred split), then the coldest pages go to swap.",
        Example = "reclaim 1M",
        Rule = _ => from size in ExpressionRules.Size select (StatementSyntax)new ReclaimStatement(size),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("reclaim ").Node(Size);

    internal override void Bind(Binder binder) => binder.Size(Size, SizeRules.PositivePages);
}
