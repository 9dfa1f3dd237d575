using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect charged = SIZE</c>: what the memory cgroup of the scenario's processes is charged for folios.</summary>
/// <param name="Comparison">With what: a size.</param>
public sealed record ExpectCharged(ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-charged",
        Keywords = ["charged"],
        Grammar = "'expect' 'charged' comparison size",
        Help = "The memory cgroup is charged that much for folios: a folio counts whole, however little of it is still mapped. Page tables are not counted.",
        Example = "expect charged = 64K",
        IsExpectation = true,
        Rule = _ => from comparison in ComparisonRules.Value select (StatementSyntax)new ExpectCharged(comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect charged ").Node(Comparison);

    internal override void Bind(Binder binder) => binder.Size(Comparison.Value, SizeRules.Pages);
}
