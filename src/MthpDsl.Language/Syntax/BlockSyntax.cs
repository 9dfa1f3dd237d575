namespace MthpDsl.Language;

/// <summary>The lines between <c>{</c> and <c>}</c>.</summary>
/// <typeparam name="T">What a line holds: a statement, or a setting.</typeparam>
/// <param name="Items">In the order they are written.</param>
public sealed record BlockSyntax<T>(SyntaxList<T> Items) : SyntaxNode
    where T : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Block(this);
}
