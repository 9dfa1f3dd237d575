using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect { C# }</c>: a boolean expression of C# holds.</summary>
/// <param name="Code">What stands between the braces.</param>
public sealed record ExpectCSharp(CSharpSyntax Code) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-csharp",
        Keywords = [],
        Grammar = "'expect' '{' csharp '}'",
        Help = "A boolean expression of C# over machine, the processes and the mappings by name holds. Only where C# is allowed.",
        Example = "expect { heap.Layout.Folios.Count == 32 }",
        IsExpectation = true,
        Body = StatementBody.CSharp,
        Rule = _ => from code in CSharpRules.Code select (StatementSyntax)new ExpectCSharp(code),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect ").Node(Code);

    internal override void Bind(Binder binder) => binder.BindCSharp(Code);
}
