using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Simulation.Layout;

public sealed class FolioNumbersTests
{
    [Fact]
    public void Folios_are_numbered_as_they_are_first_seen()
    {
        FolioNumbers numbers = new(9);
        Assert.Equal([0, 1, 0, 2, 1], new[] { 512L, 1024, 512, 520, 1024 }.Select(head => numbers.Of(head, 3)));
    }

    [Fact]
    public void A_stretch_is_numbered_in_one_piece_as_far_as_it_is_new()
    {
        FolioNumbers numbers = new(9);
        Assert.Equal(0, numbers.Of(16, 0));
        Assert.Equal((1, 16), (numbers.OfStretch(0, 0, 32, out long count), count));
        Assert.Equal((0, 1), (numbers.OfStretch(16, 0, 16, out count), count));
        Assert.Equal((17, 15), (numbers.OfStretch(17, 0, 15, out count), count));
        Assert.Equal((1, 16), (numbers.OfStretch(0, 0, 32, out count), count));
    }

    [Fact]
    public void Folios_that_fill_a_row_of_blocks_are_numbered_at_once()
    {
        FolioNumbers numbers = new(4);
        Assert.Equal((0, 256), (numbers.OfStretch(1024, 2, 600, out long count), count));
        Assert.Equal((256, 256), (numbers.OfStretch(2048, 2, 344, out count), count));
        Assert.Equal((3, 253), (numbers.OfStretch(1036, 2, 600, out count), count));
        numbers.Forget(1036);
        Assert.Equal((512, 1), (numbers.OfStretch(1036, 2, 1, out count), count));
        Assert.Equal((4, 4), (numbers.OfStretch(1040, 2, 600, out count), count));
    }

    [Fact]
    public void A_copy_knows_all_numbers_and_goes_on_by_itself()
    {
        FolioNumbers numbers = new(4);
        numbers.OfStretch(1024, 2, 256, out _);
        numbers.Of(16, 0);
        numbers.Of(48, 2);

        FolioNumbers copy = numbers.Clone();

        Assert.Equal([3, 256, 257, 258], new[] { (1036L, 2), (16, 0), (48, 2), (2048, 0) }.Select(folio => copy.Of(folio.Item1, folio.Item2)));
        copy.Forget(16);
        copy.Forget(1036);
        Assert.Equal((259, 260), (copy.Of(16, 0), copy.Of(1036, 2)));
        Assert.Equal((256, 3, 258), (numbers.Of(16, 0), numbers.Of(1036, 2), numbers.Of(4096, 0)));
    }

    [Fact]
    public void A_row_of_blocks_knows_the_last_of_its_numbers_whatever_became_of_the_others()
    {
        FolioNumbers numbers = new(2);
        Assert.Equal((0, 64), (numbers.OfStretch(0, 2, 64, out long count), count));
        numbers.Forget(0);
        Assert.Equal(64, numbers.Of(0, 2));
        for (long head = 4; head < 4 * 63; head += 4)
        {
            numbers.Forget(head);
        }

        Assert.Equal((63, 64), (numbers.Of(4 * 63, 2), numbers.Of(0, 2)));
    }

    [Theory]
    [InlineData(6, 256, 8, 0)]
    [InlineData(2, 1024, 700, 0)]
    [InlineData(8, 256, 8, 2)]
    [InlineData(5, 1024, 700, 3)]
    public void A_folio_that_is_freed_loses_its_number_and_no_other_does(int blockOrder, int folios, int longest, int order)
    {
        Random random = new(1);
        FolioNumbers numbers = new(blockOrder);
        Dictionary<long, int> expected = [];
        int next = 0;
        for (int step = 0; step < 20_000; step++)
        {
            long head = random.Next(4) == 0 ? random.Next(folios >> 8) << 8 : random.Next(folios);
            if (random.Next(3) == 0)
            {
                numbers.Forget(head << order);
                expected.Remove(head);
                continue;
            }

            long most = Math.Min(1 + random.Next(longest), folios - head);
            int first = numbers.OfStretch(head << order, order, most, out long count);
            Assert.InRange(count, 1, most);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(expected.TryGetValue(head + i, out int known) ? known : next, first + i);
                if (expected.TryAdd(head + i, first + i))
                {
                    next++;
                }
            }
        }
    }
}
