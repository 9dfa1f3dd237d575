using Sprache;

namespace MthpDsl.Language;

/// <summary><c>madvise RANGE ADVICE</c>, with the kernel's meaning and errors.</summary>
/// <param name="Range">Where.</param>
/// <param name="Advice">The kernel's word in lower case, <c>-</c> for <c>_</c>: <c>populate-read</c>.</param>
public sealed record MadviseStatement(RangeSyntax Range, NameSyntax Advice) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "madvise",
        Keywords = ["madvise"],
        Grammar = "'madvise' range advice",
        Help = "Advises the kernel about the range: hugepage, nohugepage, dontneed, free, cold, pageout, willneed, collapse, populate-read, populate-write, dontfork or dofork.",
        Example = "madvise heap hugepage",
        Rule = _ =>
            from range in RangeRules.Range
            from advice in Lexemes.NameOf("an advice such as hugepage")
            select (StatementSyntax)new MadviseStatement(range, advice),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("madvise ").Node(Range).Space().Node(Advice);

    internal override void Bind(Binder binder)
    {
        binder.Range(Range, touches: Advice.Text is "populate-read" or "populate-write" or "collapse");
        binder.Word(Advice, Vocabulary.Words.Advice, MeaningDiagnostics.UnknownAdvice);
    }
}
