using Sprache;

namespace MthpDsl.Language;

/// <summary><c>expect trace EVENT [FIELD = VALUE …]</c> and <c>expect no trace EVENT …</c>: such an event was emitted, or none was.</summary>
/// <param name="Event">The event's name.</param>
/// <param name="Fields">What it must hold; others do not matter.</param>
/// <param name="IsThere">It must have been emitted; else it must not.</param>
public sealed record ExpectTrace(NameSyntax Event, SyntaxList<TraceFieldSyntax> Fields, bool IsThere) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "expect-trace",
        Keywords = ["trace", "no"],
        Grammar = "'expect' 'no'? 'trace' name (name '=' expression)*",
        Help = "A trace event with these fields was emitted since the scenario began, or none was.",
        Example = "expect trace mm_collapse_huge_page status = succeeded",
        IsExpectation = true,
        Rule = keyword => keyword == "no" ? Lexemes.Word("trace").Then(_ => EventRule(false)) : EventRule(true),
    };

    private static Parser<StatementSyntax> EventRule(bool isThere) =>
        from name in Lexemes.NameOf("a trace event such as mm_collapse_huge_page")
        from fields in FieldRule.Many()
        select (StatementSyntax)new ExpectTrace(name, new([.. fields]), isThere);

    private static readonly Parser<TraceFieldSyntax> FieldRule =
        from name in Lexemes.NameOf("a field of the event")
        from sign in Lexemes.Sign("=")
        from value in ExpressionRules.Called("a number or a word")
        select new TraceFieldSyntax(name, value) { Span = TextSpan.FromBounds(name.Span.Start, value.Span.End) };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) 
    {
        writer.Text(IsThere ? "expect trace " : "expect no trace ").Node(Event);
        foreach (TraceFieldSyntax field in Fields)
        {
            writer.Space().Node(field);
        }
    }

    internal override void Bind(Binder binder) => binder.BindTrace(this);
}
