using Sprache;

namespace MthpDsl.Language;

/// <summary><c>snapshot "name"</c>: the layout and the counters of this moment go into the result.</summary>
/// <param name="Name">What it is called; the end of every scenario is one, named <c>end</c>.</param>
public sealed record SnapshotStatement(StringSyntax Name) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "snapshot",
        Keywords = ["snapshot"],
        Grammar = "'snapshot' string",
        Help = "Puts the layout and the counters of this moment into the result. The end of every scenario is a snapshot named end.",
        Example = "snapshot \"before\"",
        DefinesNames = true,
        Rule = _ => from name in Lexemes.String select (StatementSyntax)new SnapshotStatement(name),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("snapshot ").Node(Name);

    internal override void Bind(Binder binder) => binder.DefineSnapshot(Name);
}
