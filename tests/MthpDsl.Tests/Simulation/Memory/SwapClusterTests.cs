using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Which cluster of a swap area an allocation looks at, and what it leaves of it (spec MM 6.2).</summary>
public sealed class SwapClusterTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clone_hands_out_what_its_original_does(bool prefersNonfull)
    {
        SwapDevice swap = Zram(clusters: 4, prefersNonfull);
        SwapDevice twin = swap.Clone();
        var random = new Random(7);
        var held = new List<(long Slot, int Pages)>();
        for (int step = 0; step < 4000; step++)
        {
            twin = step % 25 == 0 ? swap.Clone() : twin;
            if (held.Count > 0 && random.Next(5) < 2)
            {
                int pick = random.Next(held.Count);
                swap.Uncache(held[pick].Slot, held[pick].Pages);
                twin.Uncache(held[pick].Slot, held[pick].Pages);
                held.RemoveAt(pick);
                continue;
            }

            int order = random.Next(3) * random.Next(4);
            long slot = swap.Allocate(order, step);
            Assert.Equal(slot, twin.Allocate(order, step));
            if (slot >= 0)
            {
                held.Add((slot, 1 << order));
            }
        }

        Assert.Equal(swap.EnumerateUsed(), twin.EnumerateUsed());
        Assert.Equal(swap.UsedSlots, twin.UsedSlots);
    }

    [Fact]
    public void A_cluster_serves_its_order_until_it_is_wholly_unused_again()
    {
        SwapDevice swap = Zram(clusters: 2);
        Assert.Equal(512, swap.Allocate(4, 1));
        swap.Uncache(512, 16);
        Assert.Equal(512, swap.Allocate(2, 2));

        // The place where order 4 would go on lies in a cluster of another order now.
        Assert.Equal(-1, swap.Allocate(4, 3));
        swap.Uncache(512, 4);
        Assert.Equal(528, swap.Allocate(4, 3));
    }

    [Fact]
    public void In_a_cluster_with_too_few_unused_slots_no_single_folio_is_given_up_for_a_run()
    {
        SwapDevice swap = Zram(clusters: 2);
        for (int folio = 0; folio < 32; folio++)
        {
            swap.Allocate(4, folio);
        }

        Refer(swap, 544, 480);
        swap.Uncache(512, 12);
        for (int page = 0; page < 20; page++)
        {
            Refer(swap, swap.Allocate(0, 100 + page), 1);
        }

        GiveUpWhatIsAsked(swap);

        // All that only the cache holds goes, as for an area that is full.
        Assert.Equal(512, swap.Allocate(4, 99));
        Assert.False(swap.IsUsed(528));
    }

    [Fact]
    public void Behind_the_first_gigabyte_a_run_is_found_and_found_again_when_what_the_cache_holds_may_go()
    {
        const int Clusters = 513;
        const long Last = 512 * 512;
        SwapDevice swap = Zram(Clusters);
        for (long cluster = 1; cluster < 512; cluster++)
        {
            Assert.Equal(cluster * 512, swap.Allocate(9, cluster));
            swap.Uncache((cluster * 512) + 256, 256);
        }

        // The last cluster, when it was never used, when it was given back, when it is partly used, and when it was looked at in vain.
        Assert.Equal(Last, swap.Allocate(9, 1));
        swap.Uncache(Last, 512);
        for (int folio = 0; folio < 32; folio++)
        {
            Assert.Equal(Last + (folio * 16), swap.Allocate(4, folio));
        }

        swap.Uncache(Last + 480, 32);
        Assert.Equal(Last + 480, swap.Allocate(4, 99));
        Assert.Equal(Last + 496, swap.Allocate(4, 99));
        swap.Uncache(Last, 12);
        swap.Uncache(Last + 16, 12);
        GiveUpWhatIsAsked(swap);
        Assert.False(swap.IsHalfFull);
        Assert.Equal(-1, swap.Allocate(4, 99));

        for (int page = 0; page < 40; page++)
        {
            swap.Allocate(0, 100 + page);
        }

        Assert.True(swap.IsHalfFull);
        Assert.Equal(Last, swap.Allocate(4, 99));
        Assert.True(swap.IsUsed(Last + 28));

        // Base pages use its holes when their own cluster is full.
        swap.Uncache(Last, 16);
        for (int slot = 41; slot < 512; slot++)
        {
            Assert.Equal(slot, swap.Allocate(0, slot));
        }

        Assert.Equal(Last, swap.Allocate(0, 99));
    }

    [Theory]
    [InlineData(false, 1024)]
    [InlineData(true, 5)]
    public void Behind_the_end_of_a_cluster_base_pages_do_not_go_on_in_one_of_another_order(bool prefersNonfull, long expected)
    {
        SwapDevice swap = Zram(clusters: 3, prefersNonfull);
        Assert.Equal(512, swap.Allocate(4, 1));
        for (int slot = 1; slot < 512; slot++)
        {
            Assert.Equal(slot, swap.Allocate(0, slot));
        }

        swap.Uncache(5, 1);
        Assert.Equal(expected, swap.Allocate(0, 99));
    }

    [Fact]
    public void The_last_cluster_ends_with_the_area()
    {
        var swap = new SwapDevice(PageGeometry.Pages4K, 4.KiB() * 520, SwapKind.Zram, prefersNonfull: false);
        for (int slot = 1; slot < 520; slot++)
        {
            Assert.Equal(slot, swap.Allocate(0, slot));
        }

        Assert.Equal(-1, swap.Allocate(0, 99));
    }

    [Fact]
    public void An_area_is_half_full_with_more_than_half_of_its_slots()
    {
        var swap = new SwapDevice(PageGeometry.Pages4K, 4.KiB() * 9, SwapKind.Zram, prefersNonfull: false);
        for (int used = 0; used <= 8; used++)
        {
            Assert.Equal(used > 4, swap.IsHalfFull);
            swap.Allocate(0, used);
        }
    }

    [Fact]
    public void Nobody_can_refer_to_a_slot_that_was_not_handed_out()
    {
        SwapDevice swap = Zram(clusters: 2);
        Assert.Throws<InvalidOperationException>(() => swap.Reference(2));
        Assert.Throws<InvalidOperationException>(() => swap.Reference(600));
    }

    private static SwapDevice Zram(int clusters, bool prefersNonfull = false) =>
        new(PageGeometry.Pages4K, 2.MiB() * clusters, SwapKind.Zram, prefersNonfull);

    private static void Refer(SwapDevice swap, long first, int count)
    {
        for (long slot = first; slot < first + count; slot++)
        {
            swap.Reference(slot);
        }
    }

    private static void GiveUpWhatIsAsked(SwapDevice swap) => swap.ReclaimCached = slot =>
    {
        swap.Uncache(slot, 1);
        return true;
    };
}
