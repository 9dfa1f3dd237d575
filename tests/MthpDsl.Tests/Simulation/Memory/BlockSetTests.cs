using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>A set of blocks answers as a plain set of numbers does, whatever was added and removed, with one level of words and with three.</summary>
public sealed class BlockSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    [InlineData(4097)]
    [InlineData(300_000)]
    public void It_holds_what_was_added_and_not_removed(int capacity)
    {
        BlockSet blocks = new(capacity);
        SortedSet<long> plain = [];
        Random random = new(capacity);
        for (int step = 0; step < 200; step++)
        {
            long first = random.Next(capacity);
            long count = Math.Min(random.Next(3) == 0 ? 1 : random.Next(1, 300), capacity - first);
            if (random.Next(2) == 0)
            {
                blocks.AddRange(first, count);
                plain.UnionWith(Range(first, count));
            }
            else
            {
                blocks.RemoveRange(first, count);
                plain.ExceptWith(Range(first, count));
            }

            Agree(plain, blocks, Math.Max(0, first - 70), first + count + 70);
        }
    }

    [Fact]
    public void A_single_block_is_first_and_next_wherever_it_is()
    {
        for (long block = 0; block < 70_000; block = (block * 2) + 1)
        {
            BlockSet blocks = new(70_000);
            blocks.Add(block);

            Assert.Equal((block, block, 1), (blocks.First, blocks.Next(0), blocks.Count));
            Assert.Equal(-1, blocks.Next(block + 1));
            blocks.Remove(block);
            Assert.Equal((-1, -1, 0), (blocks.First, blocks.Next(0), blocks.Count));
        }
    }

    [Fact]
    public void A_run_ends_at_its_limit_and_at_the_end()
    {
        BlockSet blocks = new(200);
        blocks.AddRange(10, 190);

        Assert.Equal(0, blocks.RunLength(9, 100));
        Assert.Equal(7, blocks.RunLength(10, 7));
        Assert.Equal(190, blocks.RunLength(10, long.MaxValue));
        Assert.Equal(1, blocks.RunLength(199, 5));
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        BlockSet blocks = new(5000);
        blocks.AddRange(4000, 10);
        BlockSet clone = blocks.Clone();

        blocks.RemoveRange(4000, 5);

        Assert.Equal((5, 4005), (blocks.Count, blocks.First));
        Assert.Equal((5000, 10, 4000), (clone.Capacity, clone.Count, clone.First));
    }

    private static void Agree(SortedSet<long> plain, BlockSet blocks, long from, long to)
    {
        Assert.Equal(plain.Count, blocks.Count);
        Assert.Equal(plain.Count > 0 ? plain.Min : -1, blocks.First);
        for (long block = from; block < Math.Min(to, blocks.Capacity); block += 7)
        {
            Assert.Equal(plain.Contains(block), blocks.Contains(block));
            Assert.Equal(plain.GetViewBetween(block, long.MaxValue).FirstOrDefault(-1), blocks.Next(block));
            Assert.Equal(Range(block, 90).TakeWhile(plain.Contains).Count(), blocks.RunLength(block, 90));
        }
    }

    private static IEnumerable<long> Range(long first, long count) => Enumerable.Range(0, (int)count).Select(i => first + i);
}
