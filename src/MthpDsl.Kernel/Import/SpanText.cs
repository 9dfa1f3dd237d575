using MthpDsl.Language;

namespace MthpDsl.Kernel.Import;

/// <summary>Stretches of a mapping in the language, as few as say the same: neighbours joined, equal steps as <c>every</c>.</summary>
internal static class SpanText
{
    private const int StepsMin = 3;

    /// <summary>What follows <c>write</c> or <c>read</c>: <c>heap[64K..128K]</c>, <c>heap[..2M] every 64K for 8K</c>.</summary>
    /// <param name="mapping">The mapping's name.</param>
    /// <param name="mappingPages">Its length.</param>
    /// <param name="spans">The stretches, ascending.</param>
    /// <param name="pageSize">Of a base page, in bytes.</param>
    public static IEnumerable<string> Of(string mapping, long mappingPages, IEnumerable<PageSpan> spans, long pageSize)
    {
        List<PageSpan> joined = Join(spans);
        for (int i = 0; i < joined.Count;)
        {
            int steps = Steps(joined, i);
            if (steps < StepsMin)
            {
                yield return Range(mapping, mappingPages, joined[i], pageSize);
                i++;
                continue;
            }

            PageSpan all = new(joined[i].First, joined[i + steps - 1].End - joined[i].First);
            string length = joined[i].Count == 1 ? "" : " for " + SizeFormat.Format(joined[i].Count * pageSize);
            string step = SizeFormat.Format((joined[i + 1].First - joined[i].First) * pageSize);
            yield return Range(mapping, mappingPages, all, pageSize) + " every " + step + length;
            i += steps;
        }
    }

    /// <summary>A stretch as the language writes it: <c>heap</c>, <c>heap[..64K]</c>, <c>heap[64K..128K]</c>.</summary>
    public static string Range(string mapping, long mappingPages, PageSpan span, long pageSize)
    {
        if (span.First == 0 && span.Count == mappingPages)
        {
            return mapping;
        }

        string start = span.First == 0 ? "" : SizeFormat.Format(span.First * pageSize);
        string end = span.End == mappingPages ? "" : SizeFormat.Format(span.End * pageSize);
        return $"{mapping}[{start}..{end}]";
    }

    private static List<PageSpan> Join(IEnumerable<PageSpan> spans)
    {
        List<PageSpan> joined = [];
        foreach (PageSpan span in spans)
        {
            if (joined.Count > 0 && joined[^1].End == span.First)
            {
                joined[^1] = joined[^1] with { Count = joined[^1].Count + span.Count };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }

    // How many stretches from here on have the same length and distance.
    private static int Steps(List<PageSpan> spans, int from)
    {
        int steps = 1;
        while (from + steps < spans.Count
            && spans[from + steps].Count == spans[from].Count
            && (steps == 1 || spans[from + steps].First - spans[from + steps - 1].First == spans[from + 1].First - spans[from].First))
        {
            steps++;
        }

        return steps;
    }
}
