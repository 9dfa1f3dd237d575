namespace MthpDsl.Language;

/// <summary>C# between braces, kept as it was written.</summary>
/// <param name="Code">The characters between the braces, lines ended by LF; the node's span includes the braces.</param>
/// <param name="CodeSpan">Where the characters stand.</param>
public sealed record CSharpSyntax(string Code, TextSpan CodeSpan) : SyntaxNode
{
    /// <summary>Compares the code; the place is no part of it.</summary>
    public bool Equals(CSharpSyntax? other) => other is not null && other.Code == Code;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);

    internal override void WriteTo(SyntaxWriter writer) => writer.Verbatim("{" + Code + "}");
}
