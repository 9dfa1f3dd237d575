using Sprache;

namespace MthpDsl.Language;

/// <summary><c>every SIZE [for N pages]</c>: the first page of each step.</summary>
/// <param name="Every">The step; whole pages.</param>
/// <param name="For">How many pages of each step, as a size; null for one page.</param>
public sealed record StrideSyntax(ExpressionSyntax Every, ExpressionSyntax? For) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text(" every ").Node(Every);
        if (For is not null)
        {
            writer.Text(" for ").Node(For);
        }
    }
}

/// <summary><c>write RANGE …</c> and <c>read RANGE …</c>: touches base pages, so that faults come where one is due.</summary>
/// <param name="Range">Where.</param>
/// <param name="IsWrite">Writes; else reads.</param>
/// <param name="Stride">Which pages of the range; null for all.</param>
/// <param name="RandomPages">So many random pages of the range, a count; null where <c>random</c> is not said.</param>
/// <param name="Backwards">In descending order.</param>
/// <param name="WithZeros">Leaves zero bytes behind.</param>
public sealed record TouchStatement(
    RangeSyntax Range, bool IsWrite, StrideSyntax? Stride, ExpressionSyntax? RandomPages, bool Backwards, bool WithZeros)
    : StatementSyntax
{
    private static readonly Parser<StrideSyntax> StrideRule =
        from word in Lexemes.Word("every")
        from every in ExpressionRules.Size
        from pages in Lexemes.After("for", ExpressionRules.Called("a size such as 3 pages"))
        select new StrideSyntax(every, pages);

    private static readonly Parser<ExpressionSyntax> RandomRule =
        from count in ExpressionRules.CountBefore("random")
        from random in Lexemes.Word("random")
        from pages in Lexemes.AnyWord("pages", "page")
        select count;

    internal static readonly StatementDefinition Row = new()
    {
        Name = "touch",
        Keywords = ["write", "read"],
        Grammar = "('write' | 'read') range ('every' size ('for' size)? | count 'random' ('pages' | 'page'))? 'backwards'? ('with' 'zeros')?",
        Help = "Touches base pages in ascending order: all, the first of every step, the first N of every step, or N random ones. 'with zeros' leaves zero bytes behind.",
        Example = "write heap[..1M] every 64K for 3 pages",
        Rule = keyword =>
            from range in RangeRules.Range
            from stride in StrideRule.Maybe()
            from random in RandomRule.Maybe()
            from backwards in Lexemes.Word("backwards").Maybe()
            from zeros in Lexemes.After("with", Lexemes.Word("zeros"))
            where stride is null || random is null
            select (StatementSyntax)new TouchStatement(
                range, keyword == "write", stride, random, backwards is not null, zeros is not null),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text(IsWrite ? "write " : "read ").Node(Range).Optional(Stride);
        if (RandomPages is not null)
        {
            writer.Space().Node(RandomPages).Text(" random pages");
        }

        writer.Text(Backwards ? " backwards" : "").Text(WithZeros ? " with zeros" : "");
    }

    internal override void Bind(Binder binder)
    {
        binder.Range(Range, touches: true);
        if (Stride is not null)
        {
            binder.Size(Stride.Every, SizeRules.PositivePages);
            if (Stride.For is not null)
            {
                binder.Size(Stride.For, SizeRules.PositivePages);
            }
        }

        if (RandomPages is not null)
        {
            binder.Count(RandomPages, 0, long.MaxValue, "a number of pages");
        }

        if (WithZeros && !IsWrite)
        {
            binder.Report(MeaningDiagnostics.ZerosOnRead, Span);
        }
    }
}
