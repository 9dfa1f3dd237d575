using Sprache;

namespace MthpDsl.Language;

/// <summary><c>at STEP { … }</c>: arms a race; the statements run when the next collapse reaches that step.</summary>
/// <param name="Step">The kernel's name of the step.</param>
/// <param name="Body">The statements.</param>
public sealed record AtStatement(NameSyntax Step, BlockSyntax<StatementSyntax> Body) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "at",
        Keywords = ["at"],
        Grammar = "'at' step '{' eol (statement eol)* '}'",
        Help = "Arms a race: the statements run when the next collapse reaches the step: scan, alloc, revalidate, swapin, isolate, copy or install. One that the locks held there would block waits until they are released.",
        Example = "at alloc {\n  unmap heap[..4K]\n}",
        Body = StatementBody.Statements,
        Rule = _ =>
            from step in Lexemes.NameOf("a step of the collapse such as isolate")
            from body in BlockRules.Statements
            select (StatementSyntax)new AtStatement(step, body),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("at ").Node(Step).Space().Node(Body);

    internal override void Bind(Binder binder)
    {
        binder.Word(Step, Vocabulary.Words.CollapseSteps, MeaningDiagnostics.UnknownStep);
        binder.Nested(Body.Items);
    }
}
