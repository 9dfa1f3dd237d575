using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect sysfs PATH = N</c>: a file of the tree, the counters among them.</summary>
/// <param name="Path">Which file; no glob.</param>
/// <param name="Operator">How to compare; of words only <c>=</c> and <c>!=</c>.</param>
/// <param name="Value">A number, or the word that is chosen. Of a counter: the change since the scenario began.</param>
public sealed record ExpectSysfs(SysfsPathSyntax Path, ComparisonOperator Operator, SysfsValueSyntax Value) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-sysfs",
        Keywords = ["sysfs"],
        Grammar = "'expect' 'sysfs' path comparison sysfs-value",
        Help = "A file of sysfs holds this: a knob its value, a counter its change since the scenario began.",
        Example = "expect sysfs khugepaged/pages_collapsed > 0",
        IsExpectation = true,
        Rule = _ =>
            from path in SysfsRules.Path
            from comparison in ComparisonRules.Operator
            from value in SysfsRules.Value
            select (StatementSyntax)new ExpectSysfs(path, comparison.Operator, value),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect sysfs ").Node(Path).Space().Text(Operator.Symbol()).Space().Node(Value);

    internal override void Bind(Binder binder) => binder.BindExpectedFile(this);
}
