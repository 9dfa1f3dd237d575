using Sprache;

namespace MthpDsl.Language;

/// <summary><c>for NAME in V, V, … { … }</c>: the statements run once for every value.</summary>
/// <param name="Name">The name the value has in the block.</param>
/// <param name="Values">Sizes, or counts; at least one.</param>
/// <param name="Body">The statements.</param>
public sealed record ForStatement(NameSyntax Name, SyntaxList<ExpressionSyntax> Values, BlockSyntax<StatementSyntax> Body)
    : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "for",
        Keywords = ["for"],
        Grammar = "'for' name 'in' expression (',' expression)* '{' eol (statement eol)* '}'",
        Help = "Runs the statements once for every value, in one scenario.",
        Example = "for n in 0, 1, 2 {\n  write heap[page n]\n}",
        Body = StatementBody.Statements,
        DefinesNames = true,
        Rule = _ =>
            from name in Lexemes.NameOf("a name for the value")
            from word in Lexemes.Word("in")
            from values in ExpressionRules.Values
            from body in BlockRules.Statements
            select (StatementSyntax)new ForStatement(name, values, body),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("for ").Node(Name).Text(" in ").List(Values).Space().Node(Body);

    internal override void Bind(Binder binder) => binder.Nested(Body.Items, () => binder.DefineValue(Name, Values));
}
