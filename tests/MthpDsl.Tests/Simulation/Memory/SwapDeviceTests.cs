using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

public sealed class SwapDeviceTests
{
    [Fact]
    public void Base_pages_begin_behind_the_header_and_go_up()
    {
        SwapDevice swap = Zram(4.MiB());
        Assert.Equal([1L, 2, 3], [swap.Allocate(0, 7), swap.Allocate(0, 8), swap.Allocate(0, 9)]);
        Assert.Equal(8, swap.CachedFolio(2));
        Assert.Equal(3, swap.UsedSlots);
        Assert.Equal(1023, swap.UsableSlots);
    }

    [Fact]
    public void A_large_folio_gets_an_aligned_run_in_a_cluster_of_its_order()
    {
        SwapDevice swap = Zram(8.MiB());
        Assert.Equal(1, swap.Allocate(0, 1));
        Assert.Equal(512, swap.Allocate(4, 2));
        Assert.Equal(1024, swap.Allocate(2, 3));
        Assert.Equal(528, swap.Allocate(4, 4));
        Assert.Equal(2, swap.Allocate(0, 5));
    }

    [Fact]
    public void A_folio_of_the_pmd_order_needs_a_cluster_that_is_wholly_free()
    {
        SwapDevice swap = Zram(4.MiB());
        Assert.Equal(512, swap.Allocate(9, 1));
        Assert.Equal(-1, swap.Allocate(9, 2));
        Out(swap, 512, 512);
        for (int slot = 512; slot < 1024; slot++)
        {
            Assert.True(swap.Unreference(slot));
        }

        Assert.Equal(512, swap.Allocate(9, 3));
    }

    [Fact]
    public void A_file_takes_base_pages_only()
    {
        var swap = new SwapDevice(PageGeometry.Pages4K, 4.MiB(), SwapKind.File, prefersNonfull: true);
        Assert.Equal(-1, swap.Allocate(4, 1));
        Assert.Equal(1, swap.Allocate(0, 1));
    }

    [Fact]
    public void A_slot_stays_used_while_an_entry_or_the_cache_holds_it()
    {
        SwapDevice swap = Zram(4.MiB());
        long slot = swap.Allocate(0, 5);
        swap.Reference(slot);
        swap.Reference(slot);
        swap.Write(slot, 77, zero: false);
        swap.Uncache(slot, 1);
        Assert.Equal(77L, swap.Content(slot));
        Assert.False(swap.Unreference(slot));
        swap.Cache(slot, 6);
        Assert.False(swap.Unreference(slot));
        swap.Uncache(slot, 1);
        Assert.False(swap.IsUsed(slot));
        Assert.Equal(0, swap.UsedSlots);
    }

    [Fact]
    public void The_zeromap_is_forgotten_when_a_slot_is_free()
    {
        SwapDevice swap = Zram(2.MiB());
        long slot = swap.Allocate(0, 5);
        swap.Reference(slot);
        swap.Write(slot, 0, zero: true);
        Assert.True(swap.IsZero(slot));
        swap.Uncache(slot, 1);
        swap.Unreference(slot);
        for (int i = 0; i < 511; i++)
        {
            Assert.False(swap.IsZero(swap.Allocate(0, i)));
        }

        Assert.Equal(-1, swap.Allocate(0, 0));
    }

    [Fact]
    public void A_position_is_left_only_at_the_end_of_its_cluster()
    {
        SwapDevice swap = Zram(4.MiB());
        long first = swap.Allocate(0, 1);
        Assert.Equal(2, swap.Allocate(0, 2));
        swap.Uncache(first, 1);
        Assert.Equal(3, swap.Allocate(0, 3));
    }

    [Theory]
    [InlineData(false, 1024)]
    [InlineData(true, 512)]
    public void Newer_kernels_try_partly_used_clusters_before_unused_ones(bool prefersNonfull, long expected)
    {
        var swap = new SwapDevice(PageGeometry.Pages4K, 8.MiB(), SwapKind.Zram, prefersNonfull);
        for (int i = 0; i < 32; i++)
        {
            Assert.Equal(512 + (i * 16), swap.Allocate(4, i));
        }

        swap.Uncache(512, 16);
        long slot = swap.Allocate(4, 99);
        Assert.Equal(expected, slot);
    }

    [Fact]
    public void Base_pages_use_the_holes_of_larger_orders_when_nothing_else_is_left()
    {
        SwapDevice swap = Zram(4.MiB());
        for (int i = 0; i < 511; i++)
        {
            swap.Allocate(0, i);
        }

        for (int i = 0; i < 31; i++)
        {
            Assert.Equal(512 + (i * 16), swap.Allocate(4, i));
        }

        Assert.Equal(1008, swap.Allocate(0, 1));
        Assert.Equal(-1, swap.Allocate(4, 1));
        Assert.Equal(1009, swap.Allocate(0, 1));
    }

    [Fact]
    public void Slots_that_only_the_cache_holds_are_taken_back_when_swap_is_half_full()
    {
        SwapDevice swap = Zram(ByteSize.Zero + new ByteSize(9 * 4096));
        for (int i = 0; i < 8; i++)
        {
            swap.Allocate(0, i);
        }

        Assert.Equal(-1, swap.Allocate(0, 8));
        swap.ReclaimCached = slot =>
        {
            if (slot != 5)
            {
                return false;
            }

            swap.Uncache(slot, 1);
            return true;
        };
        Assert.Equal(5, swap.Allocate(0, 8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_work_never_hands_out_a_used_slot(int seed)
    {
        SwapDevice swap = Zram(6.MiB());
        var random = new Random(seed);
        var held = new List<(long Slot, int Pages)>();
        var used = new HashSet<long> { 0 };
        for (int step = 0; step < 4000; step++)
        {
            if (step == 2000)
            {
                swap = swap.Clone();
            }

            if (held.Count > 0 && random.Next(5) < 2)
            {
                int pick = random.Next(held.Count);
                swap.Uncache(held[pick].Slot, held[pick].Pages);
                used.ExceptWith(Enumerable.Range((int)held[pick].Slot, held[pick].Pages).Select(i => (long)i));
                held.RemoveAt(pick);
                continue;
            }

            int order = random.Next(3) * random.Next(4);
            long slot = swap.Allocate(order, step);
            if (slot >= 0)
            {
                Assert.Equal(0, slot & ((1L << order) - 1));
                Assert.All(Enumerable.Range((int)slot, 1 << order), i => Assert.True(used.Add(i)));
                held.Add((slot, 1 << order));
            }

            Assert.Equal(used.Count - 1, swap.UsedSlots);
        }

        Assert.Equal(used.Where(slot => slot != 0).Order(), swap.EnumerateUsed());
    }

    private static SwapDevice Zram(ByteSize size) =>
        new(PageGeometry.Pages4K, size, SwapKind.Zram, prefersNonfull: false);

    private static void Out(SwapDevice swap, long slot, int pages)
    {
        for (int i = 0; i < pages; i++)
        {
            swap.Reference(slot + i);
        }

        swap.Uncache(slot, pages);
    }
}
