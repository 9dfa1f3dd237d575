using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect lru = N</c>: folios on the LRU lists.</summary>
/// <param name="Comparison">With what.</param>
public sealed record ExpectLru(ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-lru",
        Keywords = ["lru"],
        Grammar = "'expect' 'lru' comparison count",
        Help = "That many folios are on the LRU lists.",
        Example = "expect lru = 32",
        IsExpectation = true,
        Rule = _ => from comparison in ComparisonRules.Count select (StatementSyntax)new ExpectLru(comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("expect lru ").Node(Comparison);

    internal override void Bind(Binder binder) => binder.Comparison(Comparison, "a number of folios");
}
