namespace MthpDsl.Language;

/// <summary>The name of a mapping, a process, a value or a word of the kernel, where it was written.</summary>
/// <param name="Text">The characters.</param>
public sealed record NameSyntax(string Text) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text(Text);
}
