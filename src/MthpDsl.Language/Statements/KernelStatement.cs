using Sprache;

namespace MthpDsl.Language;

/// <summary><c>kernel NAME</c>: whose behaviour is simulated.</summary>
/// <param name="Name">One of the kernel models.</param>
public sealed record KernelStatement(NameSyntax Name) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "kernel",
        Keywords = ["kernel"],
        Grammar = "'kernel' kernel-name",
        Help = "Says whose behaviour is simulated: 6.12, 6.18, rfc-2024 (the default), rfc-2024-repaired, merged-2026 or mainline. --kernel overrides it.",
        Example = "kernel merged-2026",
        Rule = _ => from name in Lexemes.KernelName select (StatementSyntax)new KernelStatement(name),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("kernel ").Node(Name);

    internal override void Bind(Binder binder) => binder.BindKernel(this);
}
