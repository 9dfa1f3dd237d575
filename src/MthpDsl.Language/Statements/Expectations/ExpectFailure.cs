using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect ERRNO from STATEMENT</c>: the statement fails so.</summary>
/// <param name="Outcome">An errno; <c>HANG</c> and <c>BUG</c> where the kernel, as modelled, locks up or crashes; <c>absent</c> where khugepaged does not run.</param>
/// <param name="Statement">What must fail.</param>
public sealed record ExpectFailure(NameSyntax Outcome, StatementSyntax Statement) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-failure",
        Keywords = [],
        Grammar = "'expect' (errno | 'HANG' | 'BUG' | 'absent') 'from' statement",
        Help = "The statement fails with that errno. HANG and BUG stand for a kernel that, as modelled, locks up or crashes there; the scenario ends with it. 'absent' stands for khugepaged not running.",
        Example = "expect EINVAL from sysfs enabled = sometimes",
        IsExpectation = true,
        Rule = _ =>
            from outcome in Lexemes.NameOf("an errno such as EINVAL")
            from word in Lexemes.Word("from")
            from statement in StatementRules.Statement
            select (StatementSyntax)new ExpectFailure(outcome, statement),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("expect ").Node(Outcome).Text(" from ").Node(Statement);

    internal override void Bind(Binder binder) => binder.BindFailure(this);
}
