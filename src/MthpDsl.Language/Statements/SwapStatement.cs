using Sprache;

namespace MthpDsl.Language;

/// <summary><c>swap off</c>: swapoff.</summary>
public sealed record SwapStatement : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "swap",
        Keywords = ["swap"],
        Grammar = "'swap' 'off'",
        Help = "Brings everything back from swap and takes the device away, as swapoff does.",
        Example = "swap off",
        Rule = _ => from off in Lexemes.Word("off") select (StatementSyntax)new SwapStatement(),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("swap off");

    internal override void Bind(Binder binder)
    {
    }
}
