using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Kernels;

/// <summary>
/// Which kernels behave how (spec MM 13, COLLAPSE A, C, D, H): each behaviour is tried on all models. What the merged collapse was ported onto
/// is 6.12, and what the series was written for as well.
/// </summary>
public sealed class KernelTableTests
{
    private const string Since618 = "6.18 mainline";
    private const string Series = "rfc-2024 rfc-2024-repaired";
    private const string Merged = "merged-2026 mainline";

    [Theory]
    [InlineData(nameof(MemoryBehaviours.A_write_to_the_huge_zero_leaf_gets_a_folio), Since618)]
    [InlineData(nameof(MemoryBehaviours.Dropping_a_whole_range_frees_its_page_table), Since618)]
    [InlineData(nameof(MemoryBehaviours.A_large_folio_is_written_in_place_once_it_is_no_longer_shared), Since618)]
    [InlineData(nameof(MemoryBehaviours.A_folio_looks_shared_though_its_first_page_is_not), Since618)]
    [InlineData(nameof(MemoryBehaviours.Pages_of_a_split_folio_are_swapped_out_from_the_last_down), Since618)]
    [InlineData(nameof(MemoryBehaviours.What_a_child_shares_is_read_from_zram_with_its_neighbours), Since618)]
    [InlineData(nameof(MemoryBehaviours.A_hole_among_swapped_folios_is_filled_before_an_unused_cluster), Since618)]
    [InlineData(nameof(MemoryBehaviours.One_written_page_keeps_a_lazily_free_folio), Since618)]
    [InlineData(nameof(MemoryBehaviours.The_prctl_can_spare_advised_memory), Since618)]
    [InlineData(nameof(MemoryBehaviours.One_mremap_moves_two_VMAs), Since618)]
    [InlineData(nameof(MemoryBehaviours.A_locked_folio_stays_on_the_queue_of_deferred_splits), "mainline")]
    public void Memory_is_handled_as_that_kernel_does(string behaviour, string kernels) =>
        Assert.Equal(kernels.Split(' '), Having(MemoryBehaviours.Of(behaviour)));

    [Theory]
    [InlineData(nameof(CollapseBehaviours.A_small_size_starts_the_thread), Series + " " + Merged)]
    [InlineData(nameof(CollapseBehaviours.A_range_that_nobody_can_write_is_collapsed), "6.18 " + Merged)]
    [InlineData(nameof(CollapseBehaviours.A_folio_of_two_owners_counts_as_shared_though_its_first_page_is_not), "6.18 " + Merged)]
    [InlineData(nameof(CollapseBehaviours.A_large_folio_is_unmapped_whole), Since618)]
    [InlineData(nameof(CollapseBehaviours.A_page_that_was_given_up_is_left_to_reclaim), Merged)]
    [InlineData(nameof(CollapseBehaviours.A_leaf_costs_one_page_of_the_budget), Merged)]
    [InlineData(nameof(CollapseBehaviours.MADV_COLLAPSE_goes_past_a_range_without_a_table), Merged)]
    [InlineData(nameof(CollapseBehaviours.A_missing_table_has_one_name), "mainline")]
    [InlineData(nameof(CollapseBehaviours.A_small_folio_is_made_under_the_lock_for_reading), "rfc-2024")]
    [InlineData(nameof(CollapseBehaviours.A_small_folio_is_queued_for_a_split), "rfc-2024")]
    [InlineData(nameof(CollapseBehaviours.Swapped_pages_are_brought_in_for_a_small_folio), Series)]
    [InlineData(nameof(CollapseBehaviours.The_scan_jumps_over_a_folio_of_the_size_it_wants), Series)]
    public void A_collapse_goes_as_that_kernel_does_it(string behaviour, string kernels) =>
        Assert.Equal(kernels.Split(' '), Having(CollapseBehaviours.Of(behaviour)));

    private static IEnumerable<string> Having(Func<KernelModel, bool> behaviour) => KernelModel.All.Where(behaviour).Select(kernel => kernel.Name);
}
