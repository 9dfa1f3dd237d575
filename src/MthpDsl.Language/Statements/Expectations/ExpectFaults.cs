using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect faults = N</c> and <c>expect faults total = N</c>: page faults of the statement before, or of the scenario.</summary>
/// <param name="Total">All faults of the scenario; else those that the statement just before took in this process.</param>
/// <param name="Comparison">With what.</param>
public sealed record ExpectFaults(bool Total, ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-faults",
        Keywords = ["faults"],
        Grammar = "'expect' 'faults' 'total'? comparison count",
        Help = "That many page faults: of the statement just before in this process, or with 'total' of the whole scenario.",
        Example = "expect faults = 32",
        IsExpectation = true,
        Rule = _ =>
            from total in Lexemes.Word("total").Maybe()
            from comparison in ComparisonRules.Count
            select (StatementSyntax)new ExpectFaults(total is not null, comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text(Total ? "expect faults total " : "expect faults ").Node(Comparison);

    internal override void Bind(Binder binder) => binder.Comparison(Comparison, "a number of faults");
}
