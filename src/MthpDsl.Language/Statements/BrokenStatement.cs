namespace MthpDsl.Language;

/// <summary>
/// A statement that could not be read; its diagnostic is with the parsed scenario. A scenario that holds one never runs. It is
/// kept so that the names it may have meant to define are not reported as unknown a second time.
/// </summary>
/// <param name="Body">The statements of the block it opened.</param>
public sealed record BrokenStatement(SyntaxList<StatementSyntax> Body) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "broken",
        Keywords = [],
        Grammar = "",
        Help = "A statement that could not be read.",
        Example = "",
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text(Source.ToString(Span));

    internal override void Bind(Binder binder) => binder.BindBroken(this);
}
