using Sprache;

namespace MthpDsl.Language;

/// <summary><c>repeat N { … }</c>: the statements run N times.</summary>
/// <param name="Times">How often; 0 is never.</param>
/// <param name="Body">The statements.</param>
public sealed record RepeatStatement(ExpressionSyntax Times, BlockSyntax<StatementSyntax> Body) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "repeat",
        Keywords = ["repeat"],
        Grammar = "'repeat' count '{' eol (statement eol)* '}'",
        Help = "Runs the statements N times.",
        Example = "repeat 3 {\n  khugepaged scan\n}",
        Body = StatementBody.Statements,
        Rule = _ =>
            from times in ExpressionRules.Count
            from body in BlockRules.Statements
            select (StatementSyntax)new RepeatStatement(times, body),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("repeat ").Node(Times).Space().Node(Body);

    internal override void Bind(Binder binder)
    {
        binder.Count(Times, 0, long.MaxValue, "a number of times");
        binder.Nested(Body.Items);
    }
}
