using Sprache;

namespace MthpDsl.Language;

/// <summary><c>do { C# }</c>: statements of C# over <c>machine</c>, the processes and the mappings by name.</summary>
/// <param name="Code">What stands between the braces.</param>
public sealed record DoStatement(CSharpSyntax Code) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "do",
        Keywords = ["do"],
        Grammar = "'do' '{' csharp '}'",
        Help = "Runs C# over machine, the processes and the mappings by name. Only where C# is allowed.",
        Example = "do { machine.Khugepaged.Scan(); }",
        Body = StatementBody.CSharp,
        Rule = _ => from code in CSharpRules.Code select (StatementSyntax)new DoStatement(code),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("do ").Node(Code);

    internal override void Bind(Binder binder) => binder.BindCSharp(Code);
}
