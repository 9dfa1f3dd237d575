using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>How compaction passes memory that was never used.</summary>
public sealed class TouchedMemoryTests
{
    [Fact]
    public void What_was_touched_is_found_by_passing_whole_blocks()
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, 8 * 1024);
        Assert.Equal(8 * 1024, buddy.NextTouched(0, 512));

        for (int block = 0; block < 6; block++)
        {
            buddy.Allocate(10);
        }

        buddy.Allocate(0);
        buddy.FreeRange(1024, 1024);
        buddy.FreeRange(3 * 1024, 2 * 1024);

        // Blocks 0, 2, 5 and 6 are touched.
        Assert.Equal([true, false, true, false, false, true, true, false], Enumerable.Range(0, 8).Select(block => buddy.IsTouched(block * 1024)));
        Assert.Equal(512, buddy.NextTouched(0, 512));
        Assert.Equal(2 * 1024, buddy.NextTouched(1024, 512));
        Assert.Equal(5 * 1024, buddy.NextTouched(3 * 1024, 512));
        Assert.Equal(5 * 1024, buddy.NextTouched((3 * 1024) + 16, 1024));
        Assert.Equal(8 * 1024, buddy.NextTouched(7 * 1024, 512));
    }

    [Fact]
    public void Blocks_that_the_fragmenter_left_are_passed_as_well_as_whole_ones_before_them()
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, 8 * 1024);
        buddy.FragmentTo(4, keepFrames: 2 * 1024);

        Assert.Equal(2 * 1024, buddy.Allocate(0));

        Assert.Equal(2 * 1024, buddy.NextTouched(0, 1024));
        Assert.Equal(8 * 1024, buddy.NextTouched(3 * 1024, 1024));
    }
}
