using Sprache;

namespace MthpDsl.Language;

/// <summary><c>include "FILE"</c>: the statements of another file, relative to this one.</summary>
/// <param name="File">The path, with <c>/</c>.</param>
public sealed record IncludeStatement(StringSyntax File) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "include",
        Keywords = ["include"],
        Grammar = "'include' string",
        Help = "Runs the statements of another file here. The path is relative to this file; a file that includes itself is an error.",
        Example = "include \"shared/knobs.mthp\"",
        DefinesNames = true,
        Rule = _ => from file in Lexemes.String select (StatementSyntax)new IncludeStatement(file),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("include ").Node(File);

    internal override void Bind(Binder binder) => binder.BindInclude(this);
}
