namespace MthpDsl.Language;

/// <summary>A stretch of a mapping: <c>heap</c>, <c>heap[64K..128K]</c>, <c>heap[^64K..]</c>, <c>heap[pages 3..7]</c>.</summary>
/// <param name="Mapping">The mapping's name.</param>
/// <param name="Bounds">Null for the whole mapping.</param>
public sealed record RangeSyntax(NameSyntax Mapping, RangeBoundsSyntax? Bounds) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Node(Mapping);
        if (Bounds is not null)
        {
            writer.Text("[").Node(Bounds).Text("]");
        }
    }
}

/// <summary>What stands between the brackets of a range: half open, from the mapping's start.</summary>
/// <param name="InPages">The bounds count base pages; else bytes.</param>
/// <param name="IsSinglePage"><c>[page 3]</c>: <paramref name="Start"/> is the page, there is no end.</param>
/// <param name="Start">Null for the mapping's start.</param>
/// <param name="End">Null for the mapping's end.</param>
public sealed record RangeBoundsSyntax(bool InPages, bool IsSinglePage, RangeBoundSyntax? Start, RangeBoundSyntax? End) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        if (IsSinglePage)
        {
            writer.Text("page ").Node(Start!);
            return;
        }

        writer.Text(InPages ? "pages " : "");
        writer.Optional(Start).Text("..").Optional(End);
    }
}

/// <summary>One end of a range.</summary>
/// <param name="FromEnd">Written with <c>^</c>: counted back from the mapping's end.</param>
/// <param name="Value">A size, or a count of base pages.</param>
public sealed record RangeBoundSyntax(bool FromEnd, ExpressionSyntax Value) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text(FromEnd ? "^" : "").Node(Value);
}
