using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>What becomes of the folio that a collapse allocates and of the pages that it takes off the LRU (COLLAPSE A.5, C.5, H.2).</summary>
public sealed class IsolationTests
{
    [Theory]
    [InlineData("6.12", ScanResult.PageCount)]
    [InlineData("6.12", ScanResult.PageLock)]
    [InlineData("6.12", ScanResult.PageLru)]
    [InlineData("6.12", ScanResult.PteUffdWp)]
    [InlineData("6.18", ScanResult.PageCount)]
    [InlineData("rfc-2024", ScanResult.PteUffdWp)]
    [InlineData("merged-2026", ScanResult.PageCount)]
    [InlineData("merged-2026", ScanResult.PteUffdWp)]
    [InlineData("merged-2026", ScanResult.PageLazyfree)]
    public void What_the_scan_sees_at_the_first_page_of_all_costs_no_folio(string kernel, ScanResult result)
    {
        // The first page that the scan meets is the one in frame 1, which is a frame like any other.
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512);
        int page = Enumerable.Range(0, 512).First(page => world.Head(page) == 1);
        Damage(world.Drop(0, page), page, result);

        world.Enable(2048).Advise().Scan();

        Assert.Equal(result, world.Khugepaged.LastResult);
        Assert.Equal(0, world.Machine.Counters[VmStat.ThpCollapseAlloc]);
    }

    [Fact]
    public void A_swapped_page_that_userfaultfd_protects_costs_no_folio_either()
    {
        CollapseWorld world = Swapping().Write(0, 512).Mark(7, 8, Pte.UffdWpBit, 0);
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(7, 8), Advice.Pageout));
        Assert.Equal("PTE_UFFD_WP", world.Enable(2048).Advise().Scan());
        Assert.Equal(0, world.Machine.Counters[VmStat.ThpCollapseAlloc]);
    }

    [Fact]
    public void A_page_that_is_held_stops_the_scan_before_the_hole_behind_it_does()
    {
        CollapseWorld world = new CollapseWorld("6.12").MaxPtesNone(0).Write(0, 5).Hold(2).Enable(2048).Advise();
        Assert.Equal("PAGE_COUNT", world.Scan());
        Assert.Equal(0, world.Machine.Counters[VmStat.ThpScanExceedNonePte]);
    }

    // Neither its entry nor its frame says that it is held: what knows only these must not pass the range.
    [Fact]
    public void A_page_that_is_held_and_cold_stops_the_scan_before_the_hole_behind_it_does()
    {
        CollapseWorld world = new CollapseWorld("6.12").MaxPtesNone(0).Write(0, 5).Hold(2).Advise(Advice.Cold).Enable(2048).Advise();
        Assert.Equal("PAGE_COUNT", world.Scan());
        Assert.Equal(0, world.Machine.Counters[VmStat.ThpScanExceedNonePte]);
    }

    [Fact]
    public void A_page_that_was_faulted_in_a_moment_ago_is_on_no_list_yet()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 5).Write(6, 512).Enable(2048).Advise();
        world.Race(CollapseStep.Scan, RaceNeed.None, () => world.Write(5, 6));
        Assert.Equal("PAGE_LRU", world.Scan());
        Assert.Equal("SUCCEED", world.Scan());
    }

    [Theory]
    [InlineData("6.12", ScanResult.PteUffdWp)]
    [InlineData("merged-2026", ScanResult.PteUffdWp)]
    [InlineData("merged-2026", ScanResult.PageLazyfree)]
    public void What_happens_to_a_page_behind_the_scan_is_seen_when_it_is_isolated(string kernel, ScanResult result)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(2048).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.MmapRead, () => Damage(world, 3, result));
        world.Scan();
        Assert.Equal(result, world.Khugepaged.LastResult);
        Assert.Equal("none", world.Picture());
    }

    [Theory]
    [InlineData("6.12", 2048, true)]
    [InlineData("6.12", 2048, false)]
    [InlineData("6.18", 2048, true)]
    [InlineData("rfc-2024", 64, true)]
    [InlineData("rfc-2024-repaired", 64, true)]
    [InlineData("merged-2026", 64, false)]
    public void While_pages_are_copied_they_are_on_no_list(string kernel, int kilobytes, bool bulk)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Enable(kilobytes).Advise();
        world.Machine.UsesBulkPaths = bulk;
        long[] pages = [.. Enumerable.Range(0, kilobytes / 4).Select(page => world.Head(page))];
        List<long> listed = [];
        world.Race(CollapseStep.Copy, RaceNeed.None, () => listed.AddRange(pages.Where(page => world.Machine.Frames.Has(page, FolioFlags.Lru))));

        Assert.Equal("SUCCEED", world.Scan());

        Assert.False(world.Khugepaged.IsArmed(CollapseStep.Copy));
        Assert.Empty(listed);
    }

    [Theory]
    [InlineData("6.12", 2048, 1, 1)]
    [InlineData("6.18", 2048, 1, 1)]
    [InlineData("rfc-2024", 2048, 1, 1)]
    [InlineData("rfc-2024", 64, 32, 32)]
    [InlineData("rfc-2024-repaired", 64, 32, 0)]
    [InlineData("merged-2026", 2048, 1, 1)]
    [InlineData("merged-2026", 64, 32, 0)]
    [InlineData("mainline", 2048, 1, 1)]
    [InlineData("mainline", 64, 32, 0)]
    public void The_new_folios_alone_are_on_the_LRU_and_those_of_PMD_size_wait_for_the_shrinker(
        string kernel, int kilobytes, int folios, int queued)
    {
        CollapseWorld world = new CollapseWorld(kernel).WriteFolios(16, 0, 4).Write(4, 512).Enable(kilobytes).Advise();
        world.Scan();
        Assert.Equal((folios, 0), (world.Machine.LruLength, world.Machine.LruAddBatch.Count));
        Assert.Equal(queued, world.Machine.DeferredSplits.Count);
        Assert.Empty(world.Machine.Check());
    }

    [Fact]
    public void An_isolation_that_fails_gives_back_the_pages_that_it_had_taken_and_no_others()
    {
        // Holes and a zero page are nothing to give back: pages 0, 1, 4 and 5 wait to be put on their list again.
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Drop(2, 4).Zero(3, 4).Enable(2048).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.None, () => world.Flag(6, FolioFlags.Locked));
        long listed = world.Machine.LruLength;
        long[] taken = [world.Head(0), world.Head(1), world.Head(4), world.Head(5)];

        Assert.Equal("PAGE_LOCK", world.Scan());

        Assert.Equal(4, world.Machine.LruAddBatch.Count);
        Assert.All(taken, page => Assert.True(world.Machine.LruAddBatch.Contains(page)));
        Assert.Equal(listed, world.Machine.LruLength);
    }

    [Fact]
    public void Locked_memory_goes_back_to_its_list_without_a_wait()
    {
        CollapseWorld world = new CollapseWorld("6.12").Write(0, 512).Enable(2048).Advise();
        Assert.Equal(Errno.None, world.Main.Lock(world.Heap.Range));
        world.Race(CollapseStep.Alloc, RaceNeed.None, () => world.Flag(6, FolioFlags.Locked));
        long listed = world.Machine.LruLength;

        Assert.Equal("PAGE_LOCK", world.Scan());

        Assert.Equal((0, listed), (world.Machine.LruAddBatch.Count, world.Machine.LruLength));
        Assert.True(world.Machine.Frames.Has(world.Head(0), FolioFlags.Lru));
    }

    [Fact]
    public void A_large_folio_that_was_taken_is_given_back_once_and_empties_the_batch()
    {
        CollapseWorld world = new CollapseWorld("6.12").WriteFolios(64, 0, 16).Write(16, 512).Enable(2048).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.None, () => world.Flag(20, FolioFlags.Locked));
        long listed = world.Machine.LruLength;

        Assert.Equal("PAGE_LOCK", world.Scan());

        Assert.Equal((0, listed), (world.Machine.LruAddBatch.Count, world.Machine.LruLength));
        Assert.True(world.Machine.Frames.Has(world.Head(0), FolioFlags.Lru));
        Assert.True(world.Machine.Frames.Has(world.Head(19), FolioFlags.Lru));
    }

    [Fact]
    public void A_VMA_that_moved_in_meanwhile_gets_a_folio_that_reclaim_finds_in_it()
    {
        // Its pages keep the numbers of where they were mapped first, and so must the folio that takes their place.
        CollapseWorld world = Swapping();
        Mapping other = world.Main.Map("other", 2.MiB());
        Assert.Equal(Errno.None, other.Write());
        world.Write(0, 512).Enable(2048).Advise();
        Assert.Equal(Errno.None, other.Advise(Advice.Hugepage));
        VirtualRange place = world.Heap.Range;
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => Assert.Equal(
            Errno.None, world.Main.Move(other.Range, null, new MapPlacement { Address = place.Start }, out _)));

        world.Scan();

        Assert.Equal("2M pmd", world.Main.LayoutOf(place).ToString());
        Assert.Empty(world.Machine.Check());
        Assert.Equal(Errno.None, world.Main.Advise(place, Advice.Pageout));
        Assert.Equal("swap 2M", world.Main.LayoutOf(place).ToString());
    }

    [Theory]
    [InlineData("1", "2M@0")]
    [InlineData("0", "none")]
    public void Memory_in_pieces_is_put_together_for_the_daemon_only_where_its_defrag_says_so(string defrag, string picture)
    {
        CollapseWorld world = new CollapseWorld("6.12", options: new MachineOptions { Memory = 64.MiB() }).Write(0, 512);
        Mapping hog = world.Main.Map("hog", 54.MiB());
        Assert.Equal(Errno.None, hog.Write());
        Assert.Equal(Errno.None, world.Machine.Fragment(order: 4));
        for (long page = 0; page < 54 * 256; page += 2)
        {
            world.Main.Advise(hog.Slice(new ByteSize(page << 12), new ByteSize((page + 1) << 12)), Advice.Dontneed);
        }

        world.Set("khugepaged/defrag", defrag);
        world.Enable(2048).Advise().Scan();

        Assert.Equal(picture, world.Picture());
    }

    private static CollapseWorld Swapping() => new("6.12", options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });

    private static void Damage(CollapseWorld world, int page, ScanResult result)
    {
        switch (result)
        {
            case ScanResult.PageCount:
                world.Hold(page);
                break;
            case ScanResult.PageLock:
                world.Flag(page, FolioFlags.Locked);
                break;
            case ScanResult.PageLru:
                world.Flag(page, FolioFlags.None, FolioFlags.Lru);
                break;
            case ScanResult.PageLazyfree:
                world.AdviseFree(page, page + 1);
                break;
            default:
                world.Mark(page, page + 1, Pte.UffdWpBit, 0);
                break;
        }
    }
}
