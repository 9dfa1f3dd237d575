namespace MthpDsl.Language;

/// <summary><c>FIELD = VALUE</c> of a trace event.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">A count; a status word or a process is a name.</param>
public sealed record TraceFieldSyntax(NameSyntax Name, ExpressionSyntax Value) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Node(Name).Text(" = ").Node(Value);
}
