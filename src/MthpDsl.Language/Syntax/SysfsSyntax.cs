namespace MthpDsl.Language;

/// <summary>
/// A path below /sys/kernel/mm/transparent_hugepage/. In a write <c>*</c> stands for any characters but <c>/</c>;
/// <c>{size}</c> stands for an expression: a size as sysfs writes it (<c>64kB</c>), a count as its digits.
/// </summary>
/// <param name="Text">As it was written, without blanks inside braces.</param>
/// <param name="Parts">The text cut at the braces.</param>
public sealed record SysfsPathSyntax(string Text, SyntaxList<SysfsPathPart> Parts) : SyntaxNode
{
    /// <summary>The path holds <c>*</c>.</summary>
    public bool IsGlob => Text.IndexOf('*') >= 0;

    internal override void WriteTo(SyntaxWriter writer)
    {
        foreach (SysfsPathPart part in Parts)
        {
            writer.Node(part);
        }
    }
}

/// <summary>A stretch of a path: characters, or an expression in braces.</summary>
/// <param name="Text">The characters; empty where there is an expression.</param>
/// <param name="Expression">What stands between the braces, or null.</param>
public sealed record SysfsPathPart(string Text, ExpressionSyntax? Expression) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        if (Expression is null)
        {
            writer.Text(Text);
        }
        else
        {
            writer.Text("{").Node(Expression).Text("}");
        }
    }
}

/// <summary>
/// What is written to a sysfs file, or wanted there: the kernel's own text, or an expression over names of the scenario.
/// </summary>
/// <param name="Text">The characters as written; of a string what stands between the quotes.</param>
/// <param name="IsString">It was written in quotes.</param>
/// <param name="Expression">The text read as an expression, or null where it is none.</param>
public sealed record SysfsValueSyntax(string Text, bool IsString, ExpressionSyntax? Expression) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        if (IsString)
        {
            writer.Node(new StringSyntax(Text));
        }
        else
        {
            writer.Text(Text);
        }
    }
}

/// <summary><c>PATH = VALUE</c>: one write.</summary>
/// <param name="Path">Which file, or which files.</param>
/// <param name="Value">What is written.</param>
public sealed record SysfsWriteSyntax(SysfsPathSyntax Path, SysfsValueSyntax Value) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Node(Path).Text(" = ").Node(Value);
}
