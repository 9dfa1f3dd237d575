using System.Runtime.CompilerServices;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>What the check of the free lists says where they are not as they must be.</summary>
public sealed class BuddyAllocatorVerifyTests
{
    private readonly BuddyAllocator _buddy = new(PageGeometry.Pages4K, 1024);

    [Fact]
    public void A_page_that_lies_in_a_free_block_is_given_back()
    {
        _buddy.Allocate(0);
        _buddy.Free(2, 0);

        Finds("a free block is not aligned", _buddy);
    }

    [Fact]
    public void A_page_is_free_beside_the_one_that_the_fragmenter_leaves()
    {
        _buddy.Allocate(0);
        _buddy.Free(3, 0);
        _buddy.FragmentTo(0);

        Finds("two free buddies were not merged", _buddy);
    }

    [Fact]
    public void A_page_behind_the_end_of_memory_is_given_back()
    {
        var buddy = new BuddyAllocator(PageGeometry.Pages4K, 1025);
        buddy.Free(1025, 0);

        Finds("a free block leaves the memory", buddy);
    }

    [Fact]
    public void A_page_is_given_back_twice()
    {
        _buddy.AllocateRun(0, 4, out _);
        _buddy.Free(0, 0);
        _buddy.Free(0, 0);

        Finds("the free frames do not add up", _buddy);
    }

    [Fact]
    public void A_block_is_counted_that_is_not_there()
    {
        FreeBlocksOf(RowsOf(_buddy))[3]++;

        Finds("a free count is wrong", _buddy);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData((1u << 10) | (1u << 3))]
    public void The_orders_that_are_free_are_not_those_that_are_known(uint orders)
    {
        PoolOrdersOf(_buddy) = orders;

        Finds("the mask of orders is wrong", _buddy);
    }

    private static void Finds(string broken, BuddyAllocator buddy) =>
        Assert.Equal(broken, Assert.Throws<InvalidOperationException>(buddy.Verify).Message);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_rows")]
    private static extern ref BuddyAllocatorBlocks RowsOf(BuddyAllocator buddy);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_freeBlocks")]
    private static extern ref long[] FreeBlocksOf(BuddyAllocatorBlocks rows);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_poolOrders")]
    private static extern ref uint PoolOrdersOf(BuddyAllocator buddy);
}
