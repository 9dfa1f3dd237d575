using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect vmstat NAME = N</c>: a line of /proc/vmstat, its change since the scenario began.</summary>
/// <param name="Name">The line's name.</param>
/// <param name="Comparison">With what.</param>
public sealed record ExpectVmstat(NameSyntax Name, ComparisonSyntax Comparison) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-vmstat",
        Keywords = ["vmstat"],
        Grammar = "'expect' 'vmstat' name comparison count",
        Help = "A counter of /proc/vmstat has changed by this since the scenario began.",
        Example = "expect vmstat thp_split_pmd = 1",
        IsExpectation = true,
        Rule = _ =>
            from name in Lexemes.NameOf("a name of /proc/vmstat")
            from comparison in ComparisonRules.Count
            select (StatementSyntax)new ExpectVmstat(name, comparison),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect vmstat ").Node(Name).Space().Node(Comparison);

    internal override void Bind(Binder binder)
    {
        binder.Counter(Name);
        binder.Comparison(Comparison, "a number");
    }
}
