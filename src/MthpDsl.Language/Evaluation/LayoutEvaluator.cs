namespace MthpDsl.Language;

/// <summary>An item of a layout in bytes.</summary>
public abstract record EvaluatedItem
{
    /// <summary>How much memory it covers.</summary>
    public abstract long Bytes { get; }

    /// <summary>How much memory several cover.</summary>
    // Enumerable.Sum over a selector is left to the JIT, and every start would wait for it.
    internal static long Total(IReadOnlyList<EvaluatedItem> items)
    {
        long bytes = 0;
        foreach (EvaluatedItem item in items)
        {
            bytes += item.Bytes;
        }

        return bytes;
    }
}

/// <summary>Folios of one size, or like stretches of such folios.</summary>
/// <param name="Count">How many, at least one.</param>
/// <param name="FolioBytes">The folio's size.</param>
/// <param name="PartBytes">How much of each is here: the folio's size where it is whole.</param>
/// <param name="At">Where in the folio the part begins; null where not said, or where it is whole.</param>
/// <param name="Mapping">By PMD or PTE, where said.</param>
/// <param name="Sharing">Shared or exclusive, where said.</param>
public sealed record EvaluatedFolios(
    long Count, long FolioBytes, long PartBytes, long? At, FolioMapping Mapping, FolioSharing Sharing) : EvaluatedItem
{
    /// <summary>Every folio is wholly mapped here.</summary>
    public bool IsWhole { get; init; }

    /// <inheritdoc/>
    public override long Bytes => Count * PartBytes;
}

/// <summary>Memory without folios.</summary>
/// <param name="Kind">What is there.</param>
/// <param name="Size">How much, in bytes.</param>
public sealed record EvaluatedGap(GapKind Kind, long Size) : EvaluatedItem
{
    /// <inheritdoc/>
    public override long Bytes => Size;
}

/// <summary>A stretch that repeats.</summary>
/// <param name="Count">How often, at least once.</param>
/// <param name="Items">What repeats.</param>
public sealed record EvaluatedRepeat(long Count, IReadOnlyList<EvaluatedItem> Items) : EvaluatedItem
{
    /// <inheritdoc/>
    public override long Bytes { get; } = Count * Total(Items);
}

/// <summary>Layouts to bytes.</summary>
public static class LayoutEvaluator
{
    /// <summary>The items of a layout in bytes.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="context">What its sizes are evaluated against.</param>
    /// <returns>One item for each of the layout's, or the first thing that is wrong with one.</returns>
    public static Evaluated<IReadOnlyList<EvaluatedItem>> Evaluate(LayoutSyntax layout, EvaluationContext context)
    {
        List<EvaluatedItem> items = new(layout.Items.Count);
        long total = 0;
        foreach (LayoutItemSyntax item in layout.Items)
        {
            Evaluated<EvaluatedItem> evaluated = EvaluateItem(item, context);
            if (!evaluated.IsOk)
            {
                return new([], evaluated.Error);
            }

            if (evaluated.Value.Bytes > long.MaxValue - total)
            {
                return new([], Overflow(layout));
            }

            total += evaluated.Value.Bytes;
            items.Add(evaluated.Value);
        }

        return new(items, null);
    }

    /// <summary>An item of a layout in bytes.</summary>
    public static Evaluated<EvaluatedItem> EvaluateItem(LayoutItemSyntax item, EvaluationContext context)
    {
        Reader reader = new(context);
        EvaluatedItem? value = reader.Read(item);
        return reader.Error is null ? new(value!, null) : new(null!, reader.Error);
    }

    /// <summary>The items with repeats written out, one after the other: what is compared with the memory.</summary>
    public static IEnumerable<EvaluatedItem> Expand(IEnumerable<EvaluatedItem> items)
    {
        foreach (EvaluatedItem item in items)
        {
            if (item is not EvaluatedRepeat repeat)
            {
                yield return item;
                continue;
            }

            for (long i = 0; i < repeat.Count; i++)
            {
                foreach (EvaluatedItem inner in Expand(repeat.Items))
                {
                    yield return inner;
                }
            }
        }
    }

    private static EvaluationError Overflow(SyntaxNode node) => new(MeaningDiagnostics.Overflow, node.Span, node.ToString());

    /// <summary>Reads one item; remembers the first error.</summary>
    private sealed class Reader(EvaluationContext context)
    {
        public EvaluationError? Error { get; private set; }

        public EvaluatedItem? Read(LayoutItemSyntax item)
        {
            EvaluatedItem? value = item switch
            {
                GapItemSyntax gap => new EvaluatedGap(gap.Kind, Size(gap.Size)),
                FoliosItemSyntax folios => ReadFolios(folios),
                PartItemSyntax part => ReadPart(part),
                RepeatItemSyntax repeat => ReadRepeat(repeat),
                _ => throw new InvalidOperationException("A layout item of a kind that has no rule: " + item.GetType().Name),
            };
            return Error is null ? value : null;
        }

        private EvaluatedFolios ReadFolios(FoliosItemSyntax folios)
        {
            long size = Size(folios.Size);
            long count = Times(folios, folios.Count, size);
            return new(count, size, size, null, folios.Mapping, folios.Sharing) { IsWhole = true };
        }

        private EvaluatedFolios ReadPart(PartItemSyntax part)
        {
            long size = Size(part.Part);
            long of = Size(part.Of);
            long? at = part.At is null ? null : Size(part.At, allowZero: true);
            if (Error is null && (size > of || at > of - size))
            {
                Error = new(MeaningDiagnostics.PartOutside, part.Span, part.ToString());
            }

            return new(Times(part, part.Count, size), of, size, at, part.Mapping, part.Sharing);
        }

        private EvaluatedRepeat? ReadRepeat(RepeatItemSyntax repeat)
        {
            Evaluated<IReadOnlyList<EvaluatedItem>> inner = Evaluate(repeat.Layout, context);
            if (!inner.IsOk)
            {
                Error ??= inner.Error;
                return null;
            }

            long count = Times(repeat, repeat.Count, EvaluatedItem.Total(inner.Value));
            return Error is null ? new(count, inner.Value) : null;
        }

        private long Size(ExpressionSyntax expression, bool allowZero = false)
        {
            Evaluated<long> size = ExpressionEvaluator.EvaluateSize(expression, context);
            Error ??= size.Error;
            if (Error is null && ((size.Value == 0 && !allowZero) || size.Value % context.PageSize != 0))
            {
                Error = size.Value == 0
                    ? new(MeaningDiagnostics.NotPositive, expression.Span, expression.ToString())
                    : new(MeaningDiagnostics.NotWholePages, expression.Span, expression.ToString(), SizeFormat.Format(context.PageSize));
            }

            return size.Value;
        }

        private long Times(LayoutItemSyntax item, ExpressionSyntax? expression, long size)
        {
            if (expression is null)
            {
                return 1;
            }

            Evaluated<long> count = ExpressionEvaluator.EvaluateCount(expression, context, "a number of folios");
            Error ??= count.Error;
            if (Error is null && count.Value == 0)
            {
                Error = new(MeaningDiagnostics.NotPositive, expression.Span, expression.ToString());
            }

            if (Error is null && size > 0 && count.Value > long.MaxValue / size)
            {
                Error = Overflow(item);
            }

            return count.Value;
        }
    }
}
