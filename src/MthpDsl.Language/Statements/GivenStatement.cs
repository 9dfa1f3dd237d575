using Sprache;

namespace MthpDsl.Language;

/// <summary><c>given NAME in V, V, …</c>: the scenario runs once for every value; several make every combination.</summary>
/// <param name="Name">The name the value has in the scenario.</param>
/// <param name="Values">Sizes, or counts; at least one.</param>
public sealed record GivenStatement(NameSyntax Name, SyntaxList<ExpressionSyntax> Values) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "given",
        Keywords = ["given"],
        Grammar = "'given' name 'in' expression (',' expression)*",
        Help = "The scenario runs once for every value, as a case of its own; several givens make every combination.",
        Example = "given size in 16K, 64K, 1M",
        DefinesNames = true,
        Rule = _ =>
            from name in Lexemes.NameOf("a name for the value")
            from word in Lexemes.Word("in")
            from values in ExpressionRules.Values
            select (StatementSyntax)new GivenStatement(name, values),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("given ").Node(Name).Text(" in ").List(Values);

    internal override void Bind(Binder binder) => binder.BindGiven(this);
}
