using Sprache;

namespace MthpDsl.Language;

/// <summary>What <c>fail</c> makes fail.</summary>
public enum FailureKind
{
    /// <summary>Nothing more: <c>fail none</c>.</summary>
    None,

    /// <summary>Allocations of an order or more.</summary>
    Alloc,

    /// <summary>Cgroup charges of an order or more.</summary>
    Charge,

    /// <summary>Copying some pages hits a hardware memory error.</summary>
    Copy,
}

/// <summary><c>fail alloc order N [times M]</c>, <c>fail charge order N [times M]</c>, <c>fail copy RANGE</c>, <c>fail none</c>.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Order">The smallest order that fails; null for <c>copy</c> and <c>none</c>.</param>
/// <param name="Times">How many fail; null for all.</param>
/// <param name="Range">Whose pages cannot be copied; null but for <c>copy</c>.</param>
public sealed record FailStatement(FailureKind Kind, ExpressionSyntax? Order, ExpressionSyntax? Times, RangeSyntax? Range)
    : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "fail",
        Keywords = ["fail"],
        Grammar = "'fail' (('alloc' | 'charge') 'order' count ('times' count)? | 'copy' range | 'none')",
        Help = "The next allocations, or cgroup charges, of that order or more fail, or copying those pages hits a memory error. 'fail none' ends it.",
        Example = "fail alloc order 4 times 2",
        Rule = _ => ScanExtensions.OneOf(
            from kind in Lexemes.AnyWord("alloc", "charge")
            from word in Lexemes.Word("order")
            from order in ExpressionRules.Count
            from times in Lexemes.After("times", ExpressionRules.Count)
            select (StatementSyntax)new FailStatement(kind == "alloc" ? FailureKind.Alloc : FailureKind.Charge, order, times, null),
            from word in Lexemes.Word("copy")
            from range in RangeRules.Range
            select (StatementSyntax)new FailStatement(FailureKind.Copy, null, null, range),
            from word in Lexemes.Word("none")
            select (StatementSyntax)new FailStatement(FailureKind.None, null, null, null)),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("fail ").Text(Kind switch
        {
            FailureKind.Alloc => "alloc order ",
            FailureKind.Charge => "charge order ",
            FailureKind.Copy => "copy ",
            _ => "none",
        });
        writer.Optional(Order).Optional(Range);
        if (Times is not null)
        {
            writer.Text(" times ").Node(Times);
        }
    }

    internal override void Bind(Binder binder)
    {
        if (Order is not null)
        {
            binder.Order(Order);
        }

        if (Times is not null)
        {
            binder.Count(Times, 1, long.MaxValue, "a number of failures");
        }

        if (Range is not null)
        {
            binder.Range(Range);
        }
    }
}
