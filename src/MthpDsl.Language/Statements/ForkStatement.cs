using Sprache;

namespace MthpDsl.Language;

/// <summary><c>fork NAME</c>: a child of the current process, with the same mapping names.</summary>
/// <param name="Name">The child's name.</param>
public sealed record ForkStatement(NameSyntax Name) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "fork",
        Keywords = ["fork"],
        Grammar = "'fork' name",
        Help = "Makes a child of the current process, with the same mapping names.",
        Example = "fork child",
        DefinesNames = true,
        Rule = _ => from name in Lexemes.NameOf("a name for the child") select (StatementSyntax)new ForkStatement(name),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("fork ").Node(Name);

    internal override void Bind(Binder binder) => binder.DefineProcess(Name);
}
