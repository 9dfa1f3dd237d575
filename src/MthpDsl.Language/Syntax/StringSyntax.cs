namespace MthpDsl.Language;

/// <summary>A string in quotes.</summary>
/// <param name="Value">The characters between the quotes, <c>\"</c> and <c>\\</c> resolved.</param>
public sealed record StringSyntax(string Value) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("\"" + Value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"");
}
