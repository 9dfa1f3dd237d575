using Sprache;

namespace MthpDsl.Language;

/// <summary><c>unmap RANGE</c>: munmap.</summary>
/// <param name="Range">What is unmapped.</param>
public sealed record UnmapStatement(RangeSyntax Range) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "unmap",
        Keywords = ["unmap"],
        Grammar = "'unmap' range",
        Help = "Unmaps the range, as munmap does. The mapping keeps its name and its extent; once all of it is unmapped, the name is free.",
        Example = "unmap heap[64K..128K]",
        Rule = _ => from range in RangeRules.Range select (StatementSyntax)new UnmapStatement(range),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("unmap ").Node(Range);

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        if (Range.Bounds is null)
        {
            binder.FreeMapping(Range.Mapping);
        }
    }
}
