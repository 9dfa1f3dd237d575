namespace MthpDsl.Language;

/// <summary>
/// A size or a count: literals, names, <c>+ - * / %</c>, parentheses. It is kept as a tree because the values of
/// <c>given</c>, <c>for</c> and <c>let</c> are known only when the scenario runs.
/// </summary>
public abstract record ExpressionSyntax : SyntaxNode;

/// <summary>The unit of a literal.</summary>
public enum LiteralUnit
{
    /// <summary>None: a count.</summary>
    None,

    /// <summary>1024 bytes.</summary>
    K,

    /// <summary>1024 K.</summary>
    M,

    /// <summary>1024 M.</summary>
    G,

    /// <summary>1024 G.</summary>
    T,
}

/// <summary>A number, with a unit or without.</summary>
/// <param name="Digits">As they were written, with <c>_</c> and <c>0x</c>.</param>
/// <param name="Unit">A size where there is one, a count where there is none.</param>
/// <param name="Value">Bytes of a size; the number of a count.</param>
public sealed record LiteralExpressionSyntax(string Digits, LiteralUnit Unit, long Value) : ExpressionSyntax
{
    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text(Unit == LiteralUnit.None ? Digits : Digits + Unit.ToString());
}

/// <summary>A name bound by <c>let</c>, <c>given</c> or <c>for</c>.</summary>
/// <param name="Name">The name.</param>
public sealed record NameExpressionSyntax(string Name) : ExpressionSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text(Name);
}

/// <summary>So many base pages: <c>3 pages</c>. A size.</summary>
/// <param name="Count">A count.</param>
public sealed record PagesExpressionSyntax(ExpressionSyntax Count) : ExpressionSyntax
{
    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Node(Count).Text(Count is LiteralExpressionSyntax { Value: 1 } ? " page" : " pages");
}

/// <summary>An expression in parentheses.</summary>
/// <param name="Inner">What stands between them.</param>
public sealed record ParenthesizedExpressionSyntax(ExpressionSyntax Inner) : ExpressionSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text("(").Node(Inner).Text(")");
}

/// <summary>An operation on two values.</summary>
/// <param name="Operator"><c>+ - * /</c> or <c>%</c>.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
public sealed record BinaryExpressionSyntax(char Operator, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax
{
    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Node(Left).Space().Text(Operator.ToString()).Space().Node(Right);
}
