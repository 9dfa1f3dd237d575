using MthpDsl.Simulation.Auditing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>Ranges answer as a plain set of pages does, whatever was added and removed, and a copy of them no longer changes.</summary>
public sealed class PageRangesTests
{
    private const int Pages = 40;

    [Fact]
    public void They_hold_what_was_added_and_not_removed()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            PageRanges ranges = new();
            HashSet<long> plain = [];
            for (int step = 0; step < 12; step++)
            {
                (long first, long end) = Some(random);
                PageRanges before = ranges.Clone();
                HashSet<long> plainBefore = [.. plain];
                if (random.Next(2) == 0)
                {
                    ranges.Add(first, end);
                    plain.UnionWith(Each(first, end));
                }
                else
                {
                    ranges.Remove(first, end);
                    plain.ExceptWith(Each(first, end));
                }

                Agree(plainBefore, before, Some(random));
                Agree(plain, ranges, Some(random));
            }
        }
    }

    private static void Agree(HashSet<long> plain, PageRanges ranges, (long First, long End) part)
    {
        Assert.Equal(plain.Order(), Each(0, Pages).Where(ranges.Contains));
        List<(long First, long End)> within = ranges.Within(part.First, part.End);
        Assert.All(within, range => Assert.True(range.First < range.End));
        Assert.Equal(plain.Where(page => page >= part.First && page < part.End).Order(), within.SelectMany(range => Each(range.First, range.End)).Order());
    }

    private static (long First, long End) Some(Random random)
    {
        int first = random.Next(Pages);
        return (first, random.Next(first, Pages) + 1);
    }

    private static IEnumerable<long> Each(long first, long end) => Enumerable.Range((int)first, (int)(end - first)).Select(page => (long)page);
}
