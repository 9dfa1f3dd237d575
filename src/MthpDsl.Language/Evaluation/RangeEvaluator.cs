namespace MthpDsl.Language;

/// <summary>A stretch of a mapping in bytes.</summary>
/// <param name="Start">From the mapping's start.</param>
/// <param name="Length">Whole pages; may be none.</param>
public readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>Behind the last byte, from the mapping's start.</summary>
    public long End => Start + Length;
}

/// <summary>Ranges to bytes, when the size of the mapping is known.</summary>
public static class RangeEvaluator
{
    /// <summary>The bytes of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="mappingSize">The mapping's extent in bytes.</param>
    /// <param name="context">What its bounds are evaluated against.</param>
    /// <returns>Whole pages inside the mapping, or what is wrong with the bounds.</returns>
    public static Evaluated<ByteRange> Evaluate(RangeSyntax range, long mappingSize, EvaluationContext context)
    {
        if (range.Bounds is not { } bounds)
        {
            return new(new(0, mappingSize), null);
        }

        Evaluated<long> start = Bound(bounds.Start, 0);
        Evaluated<long> end = bounds.IsSinglePage ? start : Bound(bounds.End, mappingSize);
        if (!start.IsOk || !end.IsOk)
        {
            return new(default, start.Error ?? end.Error);
        }

        return Check(range, bounds, start.Value, end.Value, bounds.IsSinglePage, mappingSize, context.PageSize);

        Evaluated<long> Bound(RangeBoundSyntax? bound, long otherwise)
        {
            if (bound is null)
            {
                return new(otherwise, null);
            }

            Evaluated<long> value = bounds.InPages
                ? ExpressionEvaluator.EvaluateCount(bound.Value, context, "the number of a page")
                : ExpressionEvaluator.EvaluateSize(bound.Value, context);
            return value.IsOk ? InBytes(bound, bounds.InPages, value.Value, mappingSize, context.PageSize) : value;
        }
    }

    internal static Evaluated<long> InBytes(RangeBoundSyntax bound, bool inPages, long value, long mappingSize, long pageSize)
    {
        if (inPages && value > long.MaxValue / pageSize)
        {
            return new(0, new(MeaningDiagnostics.Overflow, bound.Span, bound.ToString()));
        }

        long bytes = inPages ? value * pageSize : value;
        return new(bound.FromEnd ? mappingSize - bytes : bytes, null);
    }

    internal static Evaluated<ByteRange> Check(
        RangeSyntax range, RangeBoundsSyntax bounds, long start, long end, bool isSinglePage, long mappingSize, long pageSize)
    {
        if (isSinglePage)
        {
            end = start > long.MaxValue - pageSize ? long.MaxValue : start + pageSize;
        }

        if (start < 0 || end > mappingSize)
        {
            return new(default, new(
                MeaningDiagnostics.RangeOutside, bounds.Span, range.ToString(), range.Mapping.Text, SizeFormat.Format(mappingSize)));
        }

        if (start > end)
        {
            return new(default, new(MeaningDiagnostics.RangeBackwards, bounds.Span, range.ToString()));
        }

        if (start % pageSize != 0 || end % pageSize != 0)
        {
            long odd = start % pageSize != 0 ? start : end;
            return new(default, new(
                MeaningDiagnostics.NotWholePages, bounds.Span, SizeFormat.Format(odd), SizeFormat.Format(pageSize)));
        }

        return new(new(start, end - start), null);
    }
}
