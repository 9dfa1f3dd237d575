using Sprache;

namespace MthpDsl.Language;

/// <summary><c>exit PROCESS</c>: the process ends and drops its memory.</summary>
/// <param name="Process">Its name.</param>
public sealed record ExitStatement(NameSyntax Process) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "exit",
        Keywords = ["exit"],
        Grammar = "'exit' name",
        Help = "Ends the process; its memory is dropped.",
        Example = "exit child",
        Rule = _ => from name in Lexemes.NameOf("the name of a process") select (StatementSyntax)new ExitStatement(name),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("exit ").Node(Process);

    internal override void Bind(Binder binder) => binder.EndProcess(Process);
}
