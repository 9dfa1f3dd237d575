using Sprache;

namespace MthpDsl.Language;

/// <summary><c>idle RANGE</c>: clears the accessed bits, so that nothing there looks referenced.</summary>
/// <param name="Range">Where.</param>
public sealed record IdleStatement(RangeSyntax Range) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "idle",
        Keywords = ["idle"],
        Grammar = "'idle' range",
        Help = "Clears the accessed bits of the range, so that nothing there looks referenced.",
        Example = "idle heap",
        Rule = _ => from range in RangeRules.Range select (StatementSyntax)new IdleStatement(range),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("idle ").Node(Range);

    internal override void Bind(Binder binder) => binder.Range(Range);
}
