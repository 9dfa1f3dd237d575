namespace MthpDsl.Language;

/// <summary>What backs a range, item by item: <c>32 x 64K, none 4K</c>.</summary>
/// <param name="Items">In the order of addresses; at least one.</param>
public sealed record LayoutSyntax(SyntaxList<LayoutItemSyntax> Items) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.List(Items);
}

/// <summary>How a folio is mapped, where the layout says so.</summary>
public enum FolioMapping
{
    /// <summary>Not said, not compared.</summary>
    Any,

    /// <summary>By a PMD leaf.</summary>
    Pmd,

    /// <summary>By PTEs.</summary>
    Pte,
}

/// <summary>Whether the pages of a folio are mapped more than once, where the layout says so.</summary>
public enum FolioSharing
{
    /// <summary>Not said, not compared.</summary>
    Any,

    /// <summary>Some page is mapped more than once.</summary>
    Shared,

    /// <summary>No page is.</summary>
    Exclusive,
}

/// <summary>What kind of memory that holds no folio.</summary>
public enum GapKind
{
    /// <summary>Nothing is mapped, or no VMA covers it.</summary>
    None,

    /// <summary>The zero page.</summary>
    Zero,

    /// <summary>The huge zero page, mapped by a PMD leaf.</summary>
    HugeZero,

    /// <summary>Swap entries.</summary>
    Swap,
}

/// <summary>An item of a layout.</summary>
public abstract record LayoutItemSyntax : SyntaxNode
{
    internal static void WriteCount(SyntaxWriter writer, ExpressionSyntax? count)
    {
        if (count is not null)
        {
            writer.Node(count).Text(" x ");
        }
    }

    internal static void WriteState(SyntaxWriter writer, FolioMapping mapping, FolioSharing sharing)
    {
        writer.Text(mapping switch { FolioMapping.Pmd => " pmd", FolioMapping.Pte => " pte", _ => "" });
        writer.Text(sharing switch { FolioSharing.Shared => " shared", FolioSharing.Exclusive => " exclusive", _ => "" });
    }
}

/// <summary><c>[N x] SIZE</c>: folios of that size, each wholly mapped.</summary>
/// <param name="Count">How many; null for one.</param>
/// <param name="Size">The folio's size.</param>
/// <param name="Mapping">By PMD or PTE, where said.</param>
/// <param name="Sharing">Shared or exclusive, where said.</param>
public sealed record FoliosItemSyntax(ExpressionSyntax? Count, ExpressionSyntax Size, FolioMapping Mapping, FolioSharing Sharing)
    : LayoutItemSyntax
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        WriteCount(writer, Count);
        writer.Node(Size);
        WriteState(writer, Mapping, Sharing);
    }
}

/// <summary><c>[N x] part SIZE of SIZE [at SIZE]</c>: a stretch of a folio whose other pages are not mapped here.</summary>
/// <param name="Count">How many such stretches; null for one.</param>
/// <param name="Part">The stretch's size.</param>
/// <param name="Of">The folio's size.</param>
/// <param name="At">Where in the folio it begins; null where not said.</param>
/// <param name="Mapping">By PMD or PTE, where said.</param>
/// <param name="Sharing">Shared or exclusive, where said.</param>
public sealed record PartItemSyntax(
    ExpressionSyntax? Count, ExpressionSyntax Part, ExpressionSyntax Of, ExpressionSyntax? At, FolioMapping Mapping, FolioSharing Sharing)
    : LayoutItemSyntax
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        WriteCount(writer, Count);
        writer.Text("part ").Node(Part).Text(" of ").Node(Of);
        if (At is not null)
        {
            writer.Text(" at ").Node(At);
        }

        WriteState(writer, Mapping, Sharing);
    }
}

/// <summary><c>none SIZE</c>, <c>zero SIZE</c>, <c>huge-zero SIZE</c>, <c>swap SIZE</c>.</summary>
/// <param name="Kind">What is there instead of folios.</param>
/// <param name="Size">How much.</param>
public sealed record GapItemSyntax(GapKind Kind, ExpressionSyntax Size) : LayoutItemSyntax
{
    /// <summary>The words, in the order of <see cref="GapKind"/>.</summary>
    internal static readonly string[] KindWords = ["none", "zero", "huge-zero", "swap"];

    internal override void WriteTo(SyntaxWriter writer) => writer.Text(KindWords[(int)Kind]).Space().Node(Size);
}

/// <summary><c>N x (LAYOUT)</c>: a stretch that repeats.</summary>
/// <param name="Count">How often.</param>
/// <param name="Layout">What repeats.</param>
public sealed record RepeatItemSyntax(ExpressionSyntax Count, LayoutSyntax Layout) : LayoutItemSyntax
{
    internal override void WriteTo(SyntaxWriter writer)
    {
        WriteCount(writer, Count);
        writer.Text("(").Node(Layout).Text(")");
    }
}
