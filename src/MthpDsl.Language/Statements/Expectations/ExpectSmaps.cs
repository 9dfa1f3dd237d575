using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect smaps RANGE FIELD = SIZE</c>: a line of /proc/PID/smaps, summed over the range's VMAs.</summary>
/// <param name="Range">Where.</param>
/// <param name="Field">The line's name.</param>
/// <param name="Comparison">With what: a size, of <c>THPeligible</c> a count.</param>
public sealed record ExpectSmaps(RangeSyntax Range, NameSyntax Field, ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-smaps",
        Keywords = ["smaps"],
        Grammar = "'expect' 'smaps' range name comparison expression",
        Help = "A field of /proc/PID/smaps, summed over the range's VMAs: Rss, AnonHugePages, Swap, LazyFree, THPeligible.",
        Example = "expect smaps heap AnonHugePages = 2M",
        IsExpectation = true,
        Rule = _ =>
            from range in RangeRules.Range
            from field in Lexemes.NameOf("a field of smaps such as Rss")
            from comparison in ComparisonRules.Value
            select (StatementSyntax)new ExpectSmaps(range, field, comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect smaps ").Node(Range).Space().Node(Field).Space().Node(Comparison);

    internal override void Bind(Binder binder)
    {
        binder.Range(Range);
        binder.BindSmaps(Field, Comparison);
    }
}
