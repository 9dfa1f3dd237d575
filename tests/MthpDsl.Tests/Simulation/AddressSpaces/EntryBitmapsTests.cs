using MthpDsl.Simulation.AddressSpaces;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

/// <summary>What the bitmaps of a table answer at once is what a look at one entry after another answers.</summary>
public sealed class EntryBitmapsTests
{
    // Tables of 4K, 16K and 64K pages; the smallest is less than the processor takes at once.
    public static TheoryData<int, int> TablesAndDensities()
    {
        TheoryData<int, int> data = [];
        foreach (int percent in (int[])[0, 1, 5, 30, 70, 95, 99, 100])
        {
            data.Add(128, percent);
            data.Add(512, percent);
            data.Add(2048, percent);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TablesAndDensities))]
    public void The_pages_in_the_first_entries_are_counted(int entries, int percent)
    {
        bool[] pages = Pages(entries, percent);
        EntryBitmaps bitmaps = Of(pages);

        for (int count = 0; count <= entries; count++)
        {
            Assert.Equal(pages.Take(count).Count(page => page), bitmaps.PagesInFirst(count));
        }
    }

    [Theory]
    [MemberData(nameof(TablesAndDensities))]
    public void A_window_has_so_many_pages_where_one_window_has_them(int entries, int percent)
    {
        bool[] pages = Pages(entries, percent);
        EntryBitmaps bitmaps = Of(pages);

        for (int order = 2; 1 << order <= entries; order++)
        {
            int fullest = pages.Chunk(1 << order).Max(window => window.Count(page => page));
            if (fullest > 0)
            {
                Assert.True(bitmaps.HasWindow(order, fullest));
            }

            if (fullest < 1 << order)
            {
                Assert.False(bitmaps.HasWindow(order, fullest + 1));
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public void A_single_full_window_is_found_wherever_it_is(int order)
    {
        int size = 1 << order;
        for (int first = 0; first < 512; first += size)
        {
            bool[] pages = new bool[512];
            Array.Fill(pages, true, first, size);

            Assert.True(Of(pages).HasWindow(order, size));
            pages[first + (size / 2)] = false;
            Assert.False(Of(pages).HasWindow(order, size));
            Assert.True(Of(pages).HasWindow(order, size - 1));
        }
    }

    [Theory]
    [MemberData(nameof(TablesAndDensities))]
    public void A_scan_that_may_pass_so_many_holes_looks_at_entries_up_to_the_next_one(int entries, int percent)
    {
        bool[] pages = Pages(entries, percent);
        int[] holes = [.. Enumerable.Range(0, entries).Where(entry => !pages[entry])];
        EntryBitmaps bitmaps = Of(pages);

        for (int number = 1; number <= entries; number++)
        {
            Assert.Equal(number <= holes.Length ? holes[number - 1] + 1 : entries, bitmaps.SlotsUntilHole(number));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(511)]
    public void One_young_page_anywhere_is_enough(int entry)
    {
        bool[] young = new bool[512];
        Assert.False(new EntryBitmaps(512, [], Words(young), []).HasYoung);

        young[entry] = true;

        Assert.True(new EntryBitmaps(512, [], Words(young), []).HasYoung);
    }

    private static EntryBitmaps Of(bool[] pages) => new(pages.Length, Words(pages), [], []);

    private static bool[] Pages(int entries, int percent)
    {
        Random random = new(entries + percent);
        return [.. Enumerable.Range(0, entries).Select(_ => random.Next(100) < percent)];
    }

    private static ulong[] Words(bool[] bits) =>
        [.. bits.Chunk(64).Select(word => word.Select((bit, place) => bit ? 1UL << place : 0).Aggregate((one, other) => one | other))];
}
