using Sprache;

namespace MthpDsl.Language;

/// <summary><c>grow NAME SIZE</c> and <c>shrink NAME SIZE</c>: mremap in place, by so much.</summary>
/// <param name="Name">The mapping.</param>
/// <param name="By">By how much; whole pages.</param>
/// <param name="Grows">It grows; else it shrinks.</param>
public sealed record ResizeStatement(NameSyntax Name, ExpressionSyntax By, bool Grows) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "resize",
        Keywords = ["grow", "shrink"],
        Grammar = "('grow' | 'shrink') name size",
        Help = "Makes the mapping so much larger or smaller at its end, as mremap does.",
        Example = "grow heap 64K",
        Rule = keyword =>
            from name in Lexemes.Mapping
            from size in ExpressionRules.Size
            select (StatementSyntax)new ResizeStatement(name, size, keyword == "grow"),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text(Grows ? "grow " : "shrink ").Node(Name).Space().Node(By);

    internal override void Bind(Binder binder) =>
        binder.ResizeMapping(Name, binder.Size(By, SizeRules.PositivePages), Grows, By.Span);
}
