namespace MthpDsl.Language;

/// <content>Layouts and the sizes of folios.</content>
internal sealed partial class Binder
{
    /// <summary>Checks a layout; how much memory it covers, where that is known.</summary>
    public long? Layout(LayoutSyntax layout)
    {
        long? total = 0;
        foreach (LayoutItemSyntax item in layout.Items)
        {
            total = Add(total, LayoutItem(item));
        }

        return total;
    }

    /// <summary>Checks an item; how much memory it covers, where that is known.</summary>
    public long? LayoutItem(LayoutItemSyntax item)
    {
        switch (item)
        {
            case GapItemSyntax gap:
                return Size(gap.Size, SizeRules.PositivePages);
            case FoliosItemSyntax folios:
                return Multiply(Times(folios.Count), FolioSize(folios.Size));
            case PartItemSyntax part:
                return BindPart(part);
            case RepeatItemSyntax repeat:
                return Multiply(Times(repeat.Count), Layout(repeat.Layout));
            default:
                throw new InvalidOperationException("A layout item of a kind that has no rule: " + item.GetType().Name);
        }
    }

    /// <summary>Checks the size of a folio: a power of two of base pages, and one that anonymous memory can have.</summary>
    public long? FolioSize(ExpressionSyntax expression)
    {
        long? size = Size(expression, SizeRules.PositivePages);
        if (size is not { } bytes || _pageSize is not { } page)
        {
            return size;
        }

        long pmdSize = page << PageSizes.PmdOrderOf(page)!.Value;
        if ((bytes & (bytes - 1)) != 0)
        {
            string meant = SizeFormat.Format(SizeNames.NearestPowerOfTwo(bytes, page, pmdSize));
            Report(new Diagnostic(MeaningDiagnostics.NotPowerOfTwo, Source, expression.Span, expression.ToString())
            {
                Mend = Suggestions.DidYouMean(meant), Fix = new(expression.Span, meant),
            });
            return size;
        }

        if (bytes == page * 2 || bytes > pmdSize)
        {
            string why = bytes > pmdSize
                ? $"the largest has {SizeFormat.Format(pmdSize)}"
                : $"the smallest large one has {SizeFormat.Format(page * 4)}";
            Report(MeaningDiagnostics.SizeNoKernelHas, expression.Span, expression.ToString(), why);
        }

        return size;
    }

    /// <summary>A size in base pages, where both are known.</summary>
    public long? PagesOf(long? size) => size is { } bytes && _pageSize is { } page ? bytes / page : null;

    private long? BindPart(PartItemSyntax part)
    {
        long? size = Size(part.Part, SizeRules.PositivePages);
        long? of = FolioSize(part.Of);
        long? at = part.At is null ? 0 : Size(part.At, SizeRules.Pages);
        if (size > of || at > of - size)
        {
            Report(MeaningDiagnostics.PartOutside, part.Span, part.ToString());
        }

        return Multiply(Times(part.Count), size);
    }

    private long? Times(ExpressionSyntax? count) => count is null ? 1 : Count(count, 1, long.MaxValue, "a number of folios");

    private static long? Multiply(long? times, long? size) =>
        times is { } n && size is { } bytes && n <= long.MaxValue / bytes ? n * bytes : null;

    private static long? Add(long? left, long? right) =>
        left is { } a && right is { } b && a <= long.MaxValue - b ? a + b : null;
}
