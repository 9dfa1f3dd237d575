using Sprache;

namespace MthpDsl.Language;

/// <summary><c>lock RANGE</c> and <c>unlock RANGE</c>: mlock, munlock.</summary>
/// <param name="Range">Where.</param>
/// <param name="Locks">It locks; else it unlocks.</param>
public sealed record LockStatement(RangeSyntax Range, bool Locks) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "lock",
        Keywords = ["lock", "unlock"],
        Grammar = "('lock' | 'unlock') range",
        Help = "Locks the range in memory, or unlocks it, as mlock and munlock do. Locking faults every page in.",
        Example = "lock heap[..64K]",
        Rule = keyword => from range in RangeRules.Range select (StatementSyntax)new LockStatement(range, keyword == "lock"),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text(Locks ? "lock " : "unlock ").Node(Range);

    internal override void Bind(Binder binder) => binder.Range(Range, touches: Locks);
}
