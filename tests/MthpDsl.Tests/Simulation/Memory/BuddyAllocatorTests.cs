using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

public sealed class BuddyAllocatorTests
{
    private static readonly PageGeometry Geometry = PageGeometry.Pages4K;

    [Fact]
    public void Fresh_memory_is_handed_out_in_ascending_frames()
    {
        var buddy = new BuddyAllocator(Geometry, 4096);
        for (int frame = 0; frame < 4096; frame++)
        {
            Assert.Equal(frame, buddy.Allocate(0));
        }

        Assert.Equal(-1, buddy.Allocate(0));
        Assert.Equal(0, buddy.FreeFrames);
        Assert.Equal(-1, buddy.LargestFreeOrder);
    }

    [Fact]
    public void A_split_keeps_the_low_half_and_a_free_puts_the_halves_together()
    {
        var buddy = new BuddyAllocator(Geometry, 1024);
        Assert.Equal(0, buddy.Allocate(0));
        Assert.Equal([1L, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], Enumerable.Range(0, 11).Select(buddy.FreeBlocks));
        buddy.Free(0, 0);
        Assert.Equal(1, buddy.FreeBlocks(10));
        Assert.Equal(1024, buddy.FreeFrames);
    }

    [Fact]
    public void The_smallest_order_that_fits_is_split()
    {
        var buddy = new BuddyAllocator(Geometry, 2048);
        long page = buddy.Allocate(0);
        Assert.Equal(0, page);
        Assert.Equal(16, buddy.Allocate(4));
        Assert.Equal(1, buddy.Allocate(0));
        Assert.Equal(512, buddy.Allocate(9));
        Assert.Equal(1024, buddy.Allocate(9));
    }

    [Fact]
    public void A_block_is_aligned_to_its_size()
    {
        var buddy = new BuddyAllocator(Geometry, 1 << 20);
        buddy.Allocate(0);
        for (int order = 0; order <= 10; order++)
        {
            Assert.Equal(0, buddy.Allocate(order) & ((1L << order) - 1));
        }

        buddy.Verify();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1025)]
    [InlineData(5 * 1024 - 3)]
    public void Memory_need_not_be_a_multiple_of_the_largest_block(long frames)
    {
        var buddy = new BuddyAllocator(Geometry, frames);
        buddy.Verify();
        Assert.Equal(frames, buddy.FreeFrames);
        long got = 0;
        while (buddy.Allocate(0) >= 0)
        {
            got++;
        }

        Assert.Equal(frames, got);
        buddy.FreeRange(0, frames);
        buddy.Verify();
        Assert.Equal(frames, buddy.FreeFrames);
    }

    [Fact]
    public void Thirty_two_tebibytes_cost_next_to_nothing()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var buddy = new BuddyAllocator(Geometry, 1L << 33);
        Assert.Equal(0, buddy.AllocateRun(9, 1 << 20, out long taken));
        Assert.Equal(1 << 20, taken);
        buddy.FragmentTo(4);
        Assert.Equal(1L << 29, buddy.Allocate(0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(4, 200)]
    [InlineData(9, 7)]
    [InlineData(10, 3)]
    public void A_run_is_what_as_many_single_allocations_would_have_given(int order, long wanted)
    {
        BuddyAllocator one = Worn(17);
        BuddyAllocator other = one.Clone();
        var single = Enumerable.Range(0, (int)wanted).Select(_ => one.Allocate(order)).ToList();
        var runs = new List<long>();
        while (runs.Count < wanted)
        {
            long first = other.AllocateRun(order, wanted - runs.Count, out long taken);
            for (long i = 0; i < taken; i++)
            {
                runs.Add(first + (i << order));
            }
        }

        Assert.Equal(single, runs);
        Assert.Equal(one.EnumerateFree(), other.EnumerateFree());
        other.Verify();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Single_pages_are_those_that_runs_of_one_would_give_whatever_comes_between(int seed)
    {
        BuddyAllocator one = Worn(seed);
        BuddyAllocator other = one.Clone();
        var random = new Random(seed);
        var held = new List<long>();
        for (int step = 0; step < 2000; step++)
        {
            int choice = random.Next(20);
            if (choice == 0 && held.Count > 0)
            {
                int pick = random.Next(held.Count);
                one.Free(held[pick], 0);
                other.Free(held[pick], 0);
                held.RemoveAt(pick);
            }
            else if (choice == 1)
            {
                int order = random.Next(1, 6);
                Assert.Equal(one.Allocate(order), other.Allocate(order));
            }
            else
            {
                long page = one.Allocate(0);
                Assert.Equal(other.AllocateRun(0, 1, out _), page);
                if (page >= 0)
                {
                    held.Add(page);
                }
            }

            Assert.Equal(other.FreeFrames, one.FreeFrames);
            if (step % 250 == 0)
            {
                one.Verify();
                Assert.Equal(other.EnumerateFree(), one.EnumerateFree());
            }
        }
    }

    [Fact]
    public void A_clone_goes_its_own_way_from_the_same_state()
    {
        BuddyAllocator one = Worn(3);
        BuddyAllocator other = one.Clone();
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(one.Allocate(i % 6), other.Allocate(i % 6));
        }

        long free = other.FreeFrames;
        one.Allocate(0);
        Assert.Equal(free, other.FreeFrames);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_work_agrees_with_a_plain_array_of_frames(int seed)
    {
        const int Frames = 3 * 1024 + 77;
        var buddy = new BuddyAllocator(Geometry, Frames);
        var owned = new bool[Frames];
        var held = new List<(long Frame, int Order)>();
        var random = new Random(seed);
        for (int step = 0; step < 3000; step++)
        {
            if (held.Count > 0 && random.Next(5) < 2)
            {
                int pick = random.Next(held.Count);
                (long frame, int order) = held[pick];
                held.RemoveAt(pick);
                Array.Clear(owned, (int)frame, 1 << order);
                buddy.Free(frame, order);
            }
            else
            {
                int order = Math.Min(random.Next(11), random.Next(11));
                bool expected = buddy.HasFreeBlock(order);
                long frame = buddy.Allocate(order);
                Assert.Equal(expected, frame >= 0);
                if (frame >= 0)
                {
                    Assert.DoesNotContain(true, owned.AsSpan((int)frame, 1 << order).ToArray());
                    owned.AsSpan((int)frame, 1 << order).Fill(true);
                    held.Add((frame, order));
                }
            }

            if (step % 100 == 0)
            {
                buddy.Verify();
                Assert.Equal(owned.Select(taken => !taken), Enumerable.Range(0, Frames).Select(f => buddy.IsFree(f)));
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(9, 0)]
    [InlineData(4, 512)]
    [InlineData(4, 1024 + 512 + 16)]
    [InlineData(6, 3 * 1024)]
    public void After_fragmenting_nothing_larger_than_the_order_is_free_but_for_what_is_kept(int order, long keep)
    {
        foreach (BuddyAllocator buddy in new[] { new BuddyAllocator(Geometry, 8 * 1024 + 100), Worn(5) })
        {
            long large = Enumerable.Range(order + 1, 10 - order).Sum(o => buddy.FreeBlocks(o) << o);
            long small = buddy.FreeFrames - large;
            buddy.FragmentTo(order, keep);
            buddy.Verify();
            long kept = Enumerable.Range(order + 1, 10 - order).Sum(o => buddy.FreeBlocks(o) << o);
            Assert.Equal(Math.Min(keep, large) >> (order + 1) << (order + 1), kept);
            Assert.Equal(small + kept + ((large - kept) / 2), buddy.FreeFrames);
            Assert.Equal((large - kept) / 2, buddy.FragmenterFrames);
        }
    }

    [Fact]
    public void Fragmented_memory_can_be_fragmented_further()
    {
        var buddy = new BuddyAllocator(Geometry, 64 * 1024);
        buddy.FragmentTo(6);
        buddy.FragmentTo(2, keepFrames: 64 * 8 + 32);
        buddy.Verify();
        Assert.Equal(6, buddy.LargestFreeOrder);
        Assert.Equal(8, buddy.FreeBlocks(6));
        Assert.Equal(1, buddy.FreeBlocks(5));
        Assert.Equal(64 * 8 + 32 + ((32 * 1024 - (64 * 8) - 32) / 2), buddy.FreeFrames);
    }

    [Fact]
    public void Claiming_takes_all_that_is_free_in_a_range_and_nothing_else()
    {
        BuddyAllocator buddy = Worn(11);
        for (long first = 0; first + 512 <= buddy.TotalFrames; first += 512)
        {
            long free = buddy.CountFree(first, 9);
            long total = buddy.FreeFrames;
            Assert.Equal(free, buddy.ClaimFree(first, 9));
            Assert.Equal(0, buddy.CountFree(first, 9));
            Assert.Equal(total - free, buddy.FreeFrames);
            buddy.Verify();
        }
    }

    /// <summary>Memory after much use: about half of it in pieces.</summary>
    private static BuddyAllocator Worn(int seed)
    {
        var buddy = new BuddyAllocator(Geometry, 16 * 1024);
        var random = new Random(seed);
        var held = new List<(long Frame, int Order)>();
        for (int i = 0; i < 900; i++)
        {
            int order = random.Next(6);
            held.Add((buddy.Allocate(order), order));
        }

        foreach ((long frame, int order) in held.Where(_ => random.Next(2) == 0))
        {
            buddy.Free(frame, order);
        }

        return buddy;
    }
}
