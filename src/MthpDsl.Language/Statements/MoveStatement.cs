using Sprache;

namespace MthpDsl.Language;

/// <summary><c>move RANGE [as NAME] [at ADDRESS | offset SIZE]</c>: mremap to another place.</summary>
/// <param name="Range">What moves.</param>
/// <param name="As">The name it has afterwards, or null: the whole mapping keeps its name, a part of one has none.</param>
/// <param name="Placement">Where it goes; never behind another.</param>
public sealed record MoveStatement(RangeSyntax Range, NameSyntax? As, PlacementSyntax Placement) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "move",
        Keywords = ["move"],
        Grammar = "'move' range ('as' name)? ('at' address | 'offset' size)?",
        Help = "Moves the range to a PMD boundary of its own, or past one, as mremap does. With 'as' it gets a name, which replaces that of a mapping moved as a whole.",
        Example = "move heap as moved offset 64K",
        DefinesNames = true,
        Rule = _ =>
            from range in RangeRules.Range
            from name in Lexemes.After("as", Lexemes.NameOf("a name for what moves"))
            from placement in PlacementSyntax.AtOrOffset.Maybe()
            select (StatementSyntax)new MoveStatement(range, name, placement ?? PlacementSyntax.Own),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("move ").Node(Range);
        if (As is not null)
        {
            writer.Text(" as ").Node(As);
        }

        writer.Node(Placement);
    }

    internal override void Bind(Binder binder)
    {
        long? length = binder.Range(Range);
        binder.BindPlacement(Placement);
        if (As is not null)
        {
            binder.DefineMapping(As, length, movedFrom: Range.Mapping);
            if (Range.Bounds is null && As.Text != Range.Mapping.Text)
            {
                binder.ForgetMapping(Range.Mapping);
            }
        }
    }
}
