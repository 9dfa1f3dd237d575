namespace MthpDsl.Language;

/// <summary>An operator and what stands behind it: <c>&gt;= 3</c>.</summary>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">A count or a size, by what is compared.</param>
public sealed record ComparisonSyntax(ComparisonOperator Operator, ExpressionSyntax Value) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text(Operator.Symbol()).Space().Node(Value);
}
