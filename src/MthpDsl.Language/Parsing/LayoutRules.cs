using Sprache;

namespace MthpDsl.Language;

/// <summary>Layouts: items joined by commas.</summary>
internal static class LayoutRules
{
    private const string ItemCalled = "a layout item such as 32 x 64K";

    public static readonly Parser<LayoutSyntax> Layout = new Scan<LayoutSyntax>(
        (ParseContext context, ref int position) => ScanLayout(context, ref position, depth: 0)).AsRule();

    public static readonly Parser<LayoutItemSyntax> Item = new Scan<LayoutItemSyntax>(
        (ParseContext context, ref int position) => ScanItem(context, ref position, depth: 0)).AsRule();

    private static LayoutSyntax? ScanLayout(ParseContext context, ref int position, int depth)
    {
        List<LayoutItemSyntax> items = [];
        do
        {
            LayoutItemSyntax? item = ScanItem(context, ref position, depth);
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }
        while (Lexemes.ScanComma(context, ref position) is not null);

        return new(new([.. items]))
        {
            Span = TextSpan.FromBounds(items[0].Span.Start, items[items.Count - 1].Span.End),
        };
    }

    private static LayoutItemSyntax? ScanItem(ParseContext context, ref int position, int depth)
    {
        int start = position;
        GapKind? gap = ScanGapWord(context, ref position);
        LayoutItemSyntax? item = gap is null
            ? ScanCounted(context, ref position, depth)
            : ExpressionRules.Scan(context, ref position, "a size such as 64K") is { } size ? new GapItemSyntax(gap.Value, size) : null;
        if (item is not null)
        {
            item.Span = TextSpan.FromBounds(start, LineScanner.TrimBack(context.Text, position, start));
        }

        return item;
    }

    private static GapKind? ScanGapWord(ParseContext context, ref int position)
    {
        for (int kind = 0; kind < GapItemSyntax.KindWords.Length; kind++)
        {
            if (Lexemes.TryWord(context, ref position, GapItemSyntax.KindWords[kind], null))
            {
                return (GapKind)kind;
            }
        }

        return null;
    }

    private static LayoutItemSyntax? ScanCounted(ParseContext context, ref int position, int depth)
    {
        if (Lexemes.TryWord(context, ref position, "part", null))
        {
            return ScanPart(context, ref position, null);
        }

        ExpressionSyntax? first = ExpressionRules.Scan(context, ref position, ItemCalled);
        if (first is null)
        {
            return null;
        }

        if (!Lexemes.TryWord(context, ref position, "x", first is LiteralExpressionSyntax { Unit: LiteralUnit.None } ? "'x'" : null))
        {
            return ScanFolios(context, ref position, null, first);
        }

        if (position < context.Text.Length && context.Text[position] == '(')
        {
            return ScanRepeat(context, ref position, first, depth);
        }

        if (Lexemes.TryWord(context, ref position, "part", null))
        {
            return ScanPart(context, ref position, first);
        }

        ExpressionSyntax? size = ExpressionRules.Scan(context, ref position, "a size such as 64K");
        return size is null ? null : ScanFolios(context, ref position, first, size);
    }

    private static FoliosItemSyntax ScanFolios(ParseContext context, ref int position, ExpressionSyntax? count, ExpressionSyntax size)
    {
        (FolioMapping mapping, FolioSharing sharing) = ScanState(context, ref position);
        return new(count, size, mapping, sharing);
    }

    private static PartItemSyntax? ScanPart(ParseContext context, ref int position, ExpressionSyntax? count)
    {
        ExpressionSyntax? part = ExpressionRules.Scan(context, ref position, "a size such as 16K");
        if (part is null || !Lexemes.TryWord(context, ref position, "of", "'of'"))
        {
            return null;
        }

        ExpressionSyntax? of = ExpressionRules.Scan(context, ref position, "a size such as 64K");
        ExpressionSyntax? at = null;
        if (of is null
            || (Lexemes.TryWord(context, ref position, "at", "'at'")
                && (at = ExpressionRules.Scan(context, ref position, "a size such as 16K")) is null))
        {
            return null;
        }

        (FolioMapping mapping, FolioSharing sharing) = ScanState(context, ref position);
        return new(count, part, of, at, mapping, sharing);
    }

    private static RepeatItemSyntax? ScanRepeat(ParseContext context, ref int position, ExpressionSyntax count, int depth)
    {
        if (depth == SyntaxLimits.ParenthesesDepthMax)
        {
            context.Fail(
                new(SyntaxDiagnostics.ParenthesesTooDeep, context.Source, new(position, 1), SyntaxLimits.ParenthesesDepthMax), position);
            return null;
        }

        position = LineScanner.SkipBlanks(context.Text, position + 1);
        LayoutSyntax? layout = ScanLayout(context, ref position, depth + 1);
        return layout is not null && Lexemes.TrySign(context, ref position, ")", "')'") ? new(count, layout) : null;
    }

    private static (FolioMapping Mapping, FolioSharing Sharing) ScanState(ParseContext context, ref int position)
    {
        FolioMapping mapping = FolioMapping.Any;
        FolioSharing sharing = FolioSharing.Any;
        while (true)
        {
            if (mapping == FolioMapping.Any && Lexemes.TryWord(context, ref position, "pmd", "'pmd'"))
            {
                mapping = FolioMapping.Pmd;
            }
            else if (mapping == FolioMapping.Any && Lexemes.TryWord(context, ref position, "pte", "'pte'"))
            {
                mapping = FolioMapping.Pte;
            }
            else if (sharing == FolioSharing.Any && Lexemes.TryWord(context, ref position, "shared", "'shared'"))
            {
                sharing = FolioSharing.Shared;
            }
            else if (sharing == FolioSharing.Any && Lexemes.TryWord(context, ref position, "exclusive", "'exclusive'"))
            {
                sharing = FolioSharing.Exclusive;
            }
            else
            {
                return (mapping, sharing);
            }
        }
    }
}
