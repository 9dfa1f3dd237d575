using Sprache;

namespace MthpDsl.Language;

/// <summary><c>in PROCESS STATEMENT</c> and <c>in PROCESS { … }</c>: the statements run in that process.</summary>
/// <param name="Process">Its name; the first process is <c>main</c>.</param>
/// <param name="Body">The statements; one where there is no block.</param>
/// <param name="IsBlock">Written with braces.</param>
public sealed record InStatement(NameSyntax Process, BlockSyntax<StatementSyntax> Body, bool IsBlock) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "in",
        Keywords = ["in"],
        Grammar = "'in' name (statement | '{' eol (statement eol)* '}')",
        Help = "Runs a statement, or a block of them, in that process. The first process is main.",
        Example = "in child write heap",
        Body = StatementBody.Statements,
        Rule = _ =>
            from process in Lexemes.NameOf("the name of a process")
            from body in ScanExtensions.OneOf(
                from block in BlockRules.Statements select (block, true),
                from statement in StatementRules.Statement
                select (new BlockSyntax<StatementSyntax>(new([statement])) { Span = statement.Span }, false))
            select (StatementSyntax)new InStatement(process, body.Item1, body.Item2),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("in ").Node(Process).Space();
        if (IsBlock)
        {
            writer.Node(Body);
        }
        else
        {
            writer.Node(Body.Items[0]);
        }
    }

    internal override void Bind(Binder binder) => binder.InProcess(Process, Body.Items);
}
