using Sprache;

namespace MthpDsl.Language;

/// <summary><c>let NAME = EXPRESSION</c>: a name for a size or a count, to the end of the block.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">Evaluated when the statement runs.</param>
public sealed record LetStatement(NameSyntax Name, ExpressionSyntax Value) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "let",
        Keywords = ["let"],
        Grammar = "'let' name '=' expression",
        Help = "Gives a size or a count a name, to the end of the block.",
        Example = "let half = 2M / 2",
        DefinesNames = true,
        Rule = _ =>
            from name in Lexemes.NameOf("a name for the value")
            from sign in Lexemes.Sign("=")
            from value in ExpressionRules.Value
            select (StatementSyntax)new LetStatement(name, value),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("let ").Node(Name).Text(" = ").Node(Value);

    internal override void Bind(Binder binder) => binder.DefineValue(Name, [Value]);
}
