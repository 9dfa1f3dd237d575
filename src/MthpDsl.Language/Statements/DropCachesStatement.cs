using Sprache;

namespace MthpDsl.Language;

/// <summary><c>drop-caches</c>: the shrinkers run to the end, as /proc/sys/vm/drop_caches does with 2.</summary>
public sealed record DropCachesStatement : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "drop-caches",
        Keywords = ["drop-caches"],
        Grammar = "'drop-caches'",
        Help = "Runs the shrinkers to the end, as /proc/sys/vm/drop_caches does with 2: the deferred splits are done.",
        Example = "drop-caches",
        Rule = _ => Parse.Return(0).Select(_ => (StatementSyntax)new DropCachesStatement()),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("drop-caches");

    internal override void Bind(Binder binder)
    {
    }
}
