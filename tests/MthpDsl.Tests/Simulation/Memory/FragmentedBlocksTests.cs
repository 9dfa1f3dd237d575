using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Which pieces the fragmenter leaves, and which blocks it leaves whole (spec MM 12.1).</summary>
public sealed class FragmentedBlocksTests
{
    [Fact]
    public void The_lowest_of_the_free_blocks_stay_whole_where_there_are_gaps_between_them()
    {
        BuddyAllocator buddy = Taken(blocks: 10);
        foreach (long block in new[] { 9, 7, 6, 3, 1, 0 })
        {
            buddy.Free(block << 10, 10);
        }

        buddy.FragmentTo(4, keepFrames: 3 << 10);

        Assert.Equal([10, 10, -1, 10, -1, -1, 4, 4, -1, 4], Enumerable.Range(0, 10).Select(block => buddy.FreeOrderAt(block << 10)));
        Assert.All(new[] { 6, 7, 9 }, block => Assert.Equal(-1, buddy.FreeOrderAt((block << 10) + 16)));
        Assert.Equal(3 * 512, buddy.FragmenterFrames);
        buddy.Verify();
    }

    [Fact]
    public void The_lowest_stay_whole_too_of_blocks_that_are_used_in_part()
    {
        BuddyAllocator buddy = Taken(blocks: 4);
        buddy.Free(3 << 10, 9);
        buddy.Free(0, 9);

        buddy.FragmentTo(4, keepFrames: 512);

        Assert.Equal((9, 4), (buddy.FreeOrderAt(0), buddy.FreeOrderAt(3 << 10)));
        Assert.Equal(256, buddy.FragmenterFrames);
        buddy.Verify();
    }

    [Fact]
    public void What_is_to_be_kept_beyond_the_whole_blocks_is_kept_of_the_others()
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, 1024 + 512 + 64);

        buddy.FragmentTo(4, keepFrames: 1024 + 512);

        Assert.Equal([(0L, 10), (1024L, 9), (1536L, 4), (1568L, 4)], buddy.EnumerateFree());
        buddy.Verify();
    }

    [Fact]
    public void Of_a_block_that_is_not_kept_as_a_whole_the_lower_part_is_kept_down_to_single_pages()
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, 2048);

        buddy.FragmentTo(0, keepFrames: 512 + 2);

        Assert.Equal([(0L, 9), (512L, 1), (514L, 0), (516L, 0)], buddy.EnumerateFree().Take(4));
        Assert.Equal(514 + ((2048 - 514) / 2), buddy.FreeFrames);
        buddy.Verify();
    }

    [Fact]
    public void Pieces_of_blocks_that_were_fragmented_at_different_times_are_all_to_be_had()
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, 2048);
        buddy.Allocate(10);
        buddy.FragmentTo(4);
        buddy.Free(0, 10);
        buddy.FragmentTo(4);
        buddy.Verify();
        buddy.FragmentTo(4);

        Assert.Equal(1024, buddy.FreeFrames);
        Assert.All(Enumerable.Range(0, 64), _ => Assert.True(buddy.Allocate(4) >= 0));
        Assert.Equal((-1, 0), (buddy.Allocate(0), buddy.FreeFrames));
    }

    /// <summary>Memory of which every block was allocated, in their order.</summary>
    private static BuddyAllocator Taken(int blocks)
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, blocks << 10);
        Assert.Equal(0, buddy.AllocateRun(10, blocks, out long taken));
        Assert.Equal(blocks, taken);
        return buddy;
    }
}
