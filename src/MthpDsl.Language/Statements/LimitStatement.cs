using Sprache;

namespace MthpDsl.Language;

/// <summary><c>limit SIZE</c> and <c>limit none</c>: a memory cgroup limit for the processes of the scenario.</summary>
/// <param name="Size">The limit; null for none.</param>
public sealed record LimitStatement(ExpressionSyntax? Size) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "limit",
        Keywords = ["limit"],
        Grammar = "'limit' (size | 'none')",
        Help = "Sets the memory cgroup limit for the processes of the scenario, or lifts it.",
        Example = "limit 4M",
        Rule = _ => ScanExtensions.OneOf(
            from word in Lexemes.Word("none") select (StatementSyntax)new LimitStatement((ExpressionSyntax?)null),
            from size in ExpressionRules.Size select (StatementSyntax)new LimitStatement(size)),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("limit ");
        if (Size is null)
        {
            writer.Text("none");
        }
        else
        {
            writer.Node(Size);
        }
    }

    internal override void Bind(Binder binder)
    {
        if (Size is not null)
        {
            binder.Size(Size, SizeRules.Pages);
        }
    }
}
