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
        Assert.Equal((1, 16), (numbers.OfStretch(0, 0, 32, out int count), count));
        Assert.Equal((0, 1), (numbers.OfStretch(16, 0, 16, out count), count));
        Assert.Equal((17, 15), (numbers.OfStretch(17, 0, 15, out count), count));
        Assert.Equal((1, 16), (numbers.OfStretch(0, 0, 32, out count), count));
    }

    [Fact]
    public void A_folio_that_is_freed_loses_its_number_and_no_other_does()
    {
        Random random = new(1);
        FolioNumbers numbers = new(6);
        Dictionary<long, int> expected = [];
        int next = 0;
        for (int step = 0; step < 20_000; step++)
        {
            long head = random.Next(256);
            if (random.Next(3) == 0)
            {
                numbers.Forget(head);
                expected.Remove(head);
                continue;
            }

            int most = (int)Math.Min(1 + random.Next(8), 64 - (head & 63));
            int first = numbers.OfStretch(head, 0, most, out int count);
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
