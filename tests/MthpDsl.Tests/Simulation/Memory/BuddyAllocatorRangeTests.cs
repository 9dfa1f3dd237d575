using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Memory that is taken in runs and claimed, and given back in ranges, held against a plain array of frames.</summary>
public sealed class BuddyAllocatorRangeTests
{
    private const int Frames = (40 * 16) + 5;

    private readonly BuddyAllocator _buddy = new(PageGeometry.Small(3), Frames);
    private readonly bool[] _owned = new bool[Frames];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Each_frame_is_free_or_owned_whatever_went_before(int seed)
    {
        var random = new Random(seed);
        for (int step = 0; step < 2000; step++)
        {
            int order = random.Next(5);
            switch (random.Next(4))
            {
                case 0:
                    Take(_buddy.AllocateRun(order, 1 + random.Next(60), out long taken), taken << order, order);
                    break;
                case 1:
                    Take(_buddy.Allocate(order), 1L << order, order);
                    break;
                case 2:
                    Claim(random.Next(Frames >> order) << order, order);
                    break;
                default:
                    GiveBack(random.Next(Frames), random.Next(150));
                    break;
            }

            if (step % 20 == 0)
            {
                Agree();
            }
        }
    }

    [Fact]
    public void A_block_whose_last_page_was_taken_is_whole_again_when_all_of_it_is_given_back()
    {
        var takers = new Action[]
        {
            () => Repeat(16, () => _buddy.Allocate(0)),
            () => Repeat(2, () => _buddy.Allocate(3)),
            () => Repeat(2, () => _buddy.AllocateRun(3, 1, out _)),
            () => _buddy.ClaimFree(0, 4),
        };
        _buddy.ClaimFree(640, 2);
        _buddy.ClaimFree(644, 0);
        foreach (Action take in takers)
        {
            take();
            Assert.Equal((-1, 39 * 16), (_buddy.FreeOrderAt(0), _buddy.FreeFrames));
            _buddy.FreeRange(0, 16);
            Assert.Equal(4, _buddy.FreeOrderAt(0));
            _buddy.Verify();
        }
    }

    private static void Repeat(int times, Action act)
    {
        for (int i = 0; i < times; i++)
        {
            act();
        }
    }

    private void Take(long first, long count, int order)
    {
        if (first < 0)
        {
            Assert.False(_buddy.HasFreeBlock(order));
            return;
        }

        Assert.Equal(0, first & ((1 << order) - 1));
        Assert.DoesNotContain(true, _owned.AsSpan((int)first, (int)count).ToArray());
        _owned.AsSpan((int)first, (int)count).Fill(true);
    }

    private void Claim(int first, int order)
    {
        Span<bool> range = _owned.AsSpan(first, 1 << order);
        Assert.Equal(range.Count(false), _buddy.CountFree(first, order));
        Assert.Equal(range.Count(false), _buddy.ClaimFree(first, order));
        range.Fill(true);
    }

    private void GiveBack(int first, int most)
    {
        int count = _owned.Skip(first).Take(most).TakeWhile(owned => owned).Count();
        _buddy.FreeRange(first, count);
        _owned.AsSpan(first, count).Clear();
    }

    private void Agree()
    {
        _buddy.Verify();
        Assert.Equal(_owned.Count(owned => !owned), _buddy.FreeFrames);
        Assert.Equal(_owned.Select(owned => !owned), Enumerable.Range(0, Frames).Select(frame => _buddy.IsFree(frame)));
    }
}
