using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>Every result that a collapse of anonymous memory can return, reached the way a kernel reaches it.</summary>
public sealed class ScanResultTests
{
    [Fact]
    public void SUCCEED_when_the_range_is_full() => Expect(ScanResult.Succeed, "6.12", world => world.Write(0, 512));

    [Fact]
    public void FAIL_when_no_window_was_worth_a_try() =>
        Expect(ScanResult.Fail, "merged-2026", world => world.Write(0, 2).MaxPtesNone(256), 64);

    [Fact]
    public void PMD_NONE_when_the_range_was_never_touched()
    {
        CollapseWorld world = new CollapseWorld("6.12", 4.MiB()).Write(0, 512).Enable(2048).Advise();
        world.Scan();
        Assert.Equal("PMD_NONE", world.Scan());
    }

    [Fact]
    public void PMD_NULL_when_there_is_no_table_of_PMDs()
    {
        CollapseWorld world = new CollapseWorld("6.12", 2.GiB()).Write(0, 512).Enable(2048).Advise();
        Assert.Equal("PMD_NULL", world.Scan());
    }

    [Fact]
    public void NO_PTE_TABLE_is_the_one_name_for_both_in_mainline()
    {
        CollapseWorld world = new CollapseWorld("mainline", 4.MiB()).Write(0, 512).Enable(2048).Advise();
        Assert.Equal("NO_PTE_TABLE", world.Scan());
    }

    [Fact]
    public void PMD_MAPPED_when_a_leaf_is_there() => Expect(ScanResult.PmdMapped, "6.12", world => world.WriteFolios(2048, 0, 512));

    [Fact]
    public void EXCEED_NONE_PTE_when_there_is_one_hole_too_many() =>
        Expect(ScanResult.ExceedNonePte, "6.12", world => world.Write(0, 256).MaxPtesNone(255));

    [Fact]
    public void EXCEED_SHARED_PTE_when_there_is_one_shared_page_too_many() => Expect(ScanResult.ExceedSharedPte, "6.12", world =>
    {
        world.Write(0, 512);
        world.Main.Fork("child");
        world.Write(0, 255);
    });

    [Fact]
    public void EXCEED_SWAP_PTE_when_there_is_one_swapped_page_too_many() =>
        Expect(ScanResult.ExceedSwapPte, "6.12", world => PageOut(world.Write(0, 512), 0, 65));

    [Fact]
    public void PTE_NON_PRESENT_when_a_page_is_swapped_out_behind_the_scan() => Expect(ScanResult.PteNonPresent, "6.12", world =>
    {
        world.Write(0, 512);
        world.Race(CollapseStep.Revalidate, RaceNeed.MmapRead, () => world.Main.Advise(world.Pages(3, 4), Advice.Pageout));
    });

    [Fact]
    public void PTE_UFFD_WP_when_userfaultfd_protects_a_page() =>
        Expect(ScanResult.PteUffdWp, "6.12", world => world.Write(0, 512).Mark(7, 8, Pte.UffdWpBit, 0));

    [Fact]
    public void PTE_MAPPED_HUGEPAGE_when_the_last_folio_is_large_enough() =>
        Expect(ScanResult.PteMappedHugepage, "rfc-2024-repaired", world => world.Write(0, 496).WriteFolios(64, 496, 512), 64);

    [Fact]
    public void PAGE_RO_when_nothing_is_writable() =>
        Expect(ScanResult.PageRo, "6.12", world => world.Write(0, 512).Mark(0, 512, 0, Pte.WriteBit));

    [Fact]
    public void LACK_REFERENCED_PAGE_when_nothing_is_young() =>
        Expect(ScanResult.LackReferencedPage, "6.12", world => world.Write(0, 512).Idle(0, 512));

    [Fact]
    public void LACK_REFERENCED_PAGE_when_pages_are_swapped_and_less_than_half_is_young() =>
        Expect(ScanResult.LackReferencedPage, "6.12", world => PageOut(world.Write(0, 512), 0, 1).Idle(1, 257));

    [Fact]
    public void PAGE_COUNT_when_someone_holds_a_page() => Expect(ScanResult.PageCount, "6.12", world => world.Write(0, 512).Hold(3));

    [Fact]
    public void PAGE_LRU_when_a_page_is_on_no_list() =>
        Expect(ScanResult.PageLru, "6.12", world => world.Write(0, 512).Flag(3, FolioFlags.None, FolioFlags.Lru));

    [Fact]
    public void DEL_PAGE_LRU_when_a_page_leaves_its_list_behind_the_scan() => Expect(ScanResult.DelPageLru, "6.12", world =>
    {
        world.Write(0, 512);
        world.Race(CollapseStep.Alloc, RaceNeed.None, () => world.Flag(3, FolioFlags.None, FolioFlags.Lru));
    });

    [Fact]
    public void PAGE_LOCK_when_someone_has_locked_a_page() =>
        Expect(ScanResult.PageLock, "6.12", world => world.Write(0, 512).Flag(3, FolioFlags.Locked));

    [Fact]
    public void PAGE_LAZYFREE_when_reclaim_may_drop_a_page()
    {
        Expect(ScanResult.PageLazyfree, "merged-2026", world => world.Write(0, 512).AdviseFree(3, 4));
        Expect(ScanResult.Succeed, "6.12", world => world.Write(0, 512).AdviseFree(3, 4));
    }

    [Fact]
    public void ANY_PROCESS_when_the_process_exits_while_the_folio_is_allocated() => Expect(ScanResult.AnyProcess, "6.12", world =>
    {
        world.Write(0, 512);
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, world.Main.Exit);
    });

    [Fact]
    public void VMA_NULL_when_the_memory_is_unmapped_and_nothing_is_above() => Expect(ScanResult.VmaNull, "6.12", world =>
    {
        world.Write(0, 512);
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => world.Main.Unmap(world.Heap.Range));
    });

    [Fact]
    public void VMA_CHECK_when_the_memory_is_no_longer_advised() => Expect(ScanResult.VmaCheck, "6.12", world =>
    {
        world.Write(0, 512);
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => world.Advise(Advice.Nohugepage));
    });

    [Fact]
    public void ADDRESS_RANGE_when_the_VMA_shrank() => Expect(ScanResult.AddressRange, "6.12", world =>
    {
        world.Write(0, 512);
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => world.Main.Unmap(world.Pages(256, 512)));
    });

    [Fact]
    public void ALLOC_HUGE_PAGE_FAIL_when_no_block_is_free() => Expect(ScanResult.AllocHugePageFail, "6.12", world =>
        world.Write(0, 512).Machine.Failures.FailAllocations(9, null));

    [Fact]
    public void CGROUP_CHARGE_FAIL_when_the_cgroup_is_full() => Expect(ScanResult.CgroupChargeFail, "6.12", world =>
        world.Write(0, 512).Machine.Failures.FailCharges(9, null));

    [Fact]
    public void COPY_MC_when_a_page_cannot_be_read_and_then_everything_is_as_before() => Expect(ScanResult.CopyMc, "6.12", world =>
        world.Write(0, 512).Poison(20));

    private static void Expect(ScanResult result, string kernel, Action<CollapseWorld> setUp, params int[] sizes)
    {
        CollapseWorld world = new(kernel, options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        setUp(world);
        world.Enable(sizes.Length == 0 ? [2048] : sizes).Advise();
        long free = world.Machine.Buddy.FreeFrames;
        bool leaf = world.Main.Mm.Pages.Peek(world.Main.Mm.Pages.PmdIndex(world.Vpn(0))).IsLeaf;
        world.Scan();

        Assert.Equal(result, world.Khugepaged.LastResult);
        if (result is not (ScanResult.Succeed or ScanResult.AnyProcess or ScanResult.VmaNull or ScanResult.AddressRange) && !leaf && sizes.Length == 0)
        {
            Assert.Equal("none", world.Picture());
            Assert.True(world.Machine.Buddy.FreeFrames >= free - 1, "the folio that was not used is free again");
        }

        Assert.All(Enum.GetValues<MthpDsl.Simulation.Tracing.LockName>(), name => Assert.Null(world.Khugepaged.Locks.Held(name)));
    }

    private static CollapseWorld PageOut(CollapseWorld world, long first, long end)
    {
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(first, end), Advice.Pageout));
        return world;
    }
}
