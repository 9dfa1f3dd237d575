using Sprache;

namespace MthpDsl.Language;

/// <summary>How a mapping is placed.</summary>
public enum PlacementKind
{
    /// <summary>At a PMD boundary of its own; no other mapping shares a PMD range with it.</summary>
    Own,

    /// <summary>At an address.</summary>
    At,

    /// <summary>So far past a PMD boundary of its own.</summary>
    Offset,

    /// <summary>Right behind another mapping; the VMAs may merge.</summary>
    After,
}

/// <summary>Where a mapping goes: <c>at ADDRESS</c>, <c>offset SIZE</c>, <c>after OTHER</c>, or nothing.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Value">The address in bytes, or the offset; else null.</param>
/// <param name="After">The other mapping; else null.</param>
public sealed record PlacementSyntax(PlacementKind Kind, ExpressionSyntax? Value, NameSyntax? After) : SyntaxNode
{
    /// <summary>Nothing was said.</summary>
    public static readonly PlacementSyntax Own = new(PlacementKind.Own, null, null);

    internal static readonly Parser<PlacementSyntax> AtOrOffset = ScanExtensions.OneOf(
        from word in Lexemes.Word("at")
        from address in ExpressionRules.Address
        select new PlacementSyntax(PlacementKind.At, address, null),
        from word in Lexemes.Word("offset")
        from offset in ExpressionRules.Size
        select new PlacementSyntax(PlacementKind.Offset, offset, null));

    internal static readonly Parser<PlacementSyntax> Any = ScanExtensions.OneOf(
        AtOrOffset,
        from word in Lexemes.Word("after")
        from other in Lexemes.Mapping
        select new PlacementSyntax(PlacementKind.After, null, other));

    internal override void WriteTo(SyntaxWriter writer)
    {
        if (Kind == PlacementKind.After)
        {
            writer.Text(" after ").Node(After!);
        }
        else if (Kind != PlacementKind.Own)
        {
            writer.Text(Kind == PlacementKind.At ? " at " : " offset ").Node(Value!);
        }
    }
}

/// <summary><c>map NAME SIZE</c>: a private anonymous read-write mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size, whole pages.</param>
/// <param name="Placement">Where it goes.</param>
public sealed record MapStatement(NameSyntax Name, ExpressionSyntax Size, PlacementSyntax Placement) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "map",
        Keywords = ["map"],
        Grammar = "'map' name size ('at' address | 'offset' size | 'after' name)?",
        Help = "Makes a private anonymous read-write mapping, at a PMD boundary of its own unless it is placed.",
        Example = "map heap 2M",
        DefinesNames = true,
        Rule = _ =>
            from name in Lexemes.NameOf("a name for the mapping")
            from size in ExpressionRules.Size
            from placement in PlacementSyntax.Any.Maybe()
            select (StatementSyntax)new MapStatement(name, size, placement ?? PlacementSyntax.Own),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) =>
        writer.Text("map ").Node(Name).Space().Node(Size).Node(Placement);

    internal override void Bind(Binder binder)
    {
        long? size = binder.Size(Size, SizeRules.PositivePages);
        binder.BindPlacement(Placement);
        binder.DefineMapping(Name, size);
    }
}
