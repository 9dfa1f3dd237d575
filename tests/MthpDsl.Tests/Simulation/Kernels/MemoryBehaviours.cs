using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Tests.Simulation.Reclaim;

namespace MthpDsl.Tests.Simulation.Kernels;

/// <summary>What a kernel may do with memory that another one does not (spec MM 13), each as short as it can be seen.</summary>
internal static class MemoryBehaviours
{
    public static Func<KernelModel, bool> Of(string name) =>
        typeof(MemoryBehaviours).GetMethod(name)!.CreateDelegate<Func<KernelModel, bool>>();

    public static bool A_write_to_the_huge_zero_leaf_gets_a_folio(KernelModel kernel) =>
        new MemoryCase(kernel, "2048").Map().Read(0).Write(7).Layout == "2M pmd";

    public static bool Dropping_a_whole_range_frees_its_page_table(KernelModel kernel)
    {
        MemoryCase it = new MemoryCase(kernel).Map().Write(0).Advise(Advice.Dontneed);
        return it.Set("hugepages-2048kB/enabled", "always").Write(0).Layout == "2M pmd";
    }

    public static bool A_large_folio_is_written_in_place_once_it_is_no_longer_shared(KernelModel kernel)
    {
        MemoryCase it = new MemoryCase(kernel, "64").Map(16).WriteAll();
        it.Main.Fork("child").Exit();
        return it.WriteAll().Layout == "64K";
    }

    // The parent keeps pages 0 to 7 and the child 4 to 11. What looks shared is not split for one of the parent's pages.
    public static bool A_folio_looks_shared_though_its_first_page_is_not(KernelModel kernel)
    {
        MemoryCase it = new MemoryCase(kernel, "64").Map(16).WriteAll();
        Process child = it.Main.Fork("child");
        it.Advise(Advice.Dontneed, 8, 16);
        child.Advise(it.Pages(0, 4), Advice.Dontneed);
        child.Advise(it.Pages(12, 16), Advice.Dontneed);
        it.Advise(Advice.Cold, 0, 4);
        return it.Count(SizeStat.Split, 64) == 0;
    }

    // A file takes base pages only: the folio is split, and its second page gets the second slot or the last.
    public static bool Pages_of_a_split_folio_are_swapped_out_from_the_last_down(KernelModel kernel)
    {
        var world = new SwapWorld(kernel, 64.KiB(), new SwapOptions(1.MiB(), SwapKind.File), "64kB");
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        return Slot(world, 15) < Slot(world, 1);
    }

    // 32 folios of 64K fill a cluster; the first of them goes, and the next one finds its place free.
    public static bool A_hole_among_swapped_folios_is_filled_before_an_unused_cluster(KernelModel kernel)
    {
        var world = new SwapWorld(kernel, new ByteSize(33L << 16), "64kB");
        world.Heap.Write();
        world.Advise(0, 512, Advice.Pageout);
        long hole = Slot(world, 0);
        world.Advise(0, 16, Advice.Dontneed);
        world.Advise(512, 528, Advice.Pageout);
        return Slot(world, 512) == hole;
    }

    public static bool What_a_child_shares_is_read_from_zram_with_its_neighbours(KernelModel kernel)
    {
        var world = new SwapWorld(kernel, 64.KiB());
        world.Heap.Write();
        world.Advise(Advice.Pageout);
        world.Main.Fork("child").Read(world.Pages(3, 4));
        return world.Count(VmStat.Pswpin) > 1;
    }

    public static bool One_written_page_keeps_a_lazily_free_folio(KernelModel kernel)
    {
        var world = new SwapWorld(kernel, 64.KiB(), swap: null, "64kB");
        world.Heap.Write();
        world.Advise(Advice.Free);
        world.Write(8, 9);
        world.Machine.Reclaim(64.KiB());
        return world.Layout == "64K";
    }

    public static bool The_prctl_can_spare_advised_memory(KernelModel kernel) =>
        new MemoryCase(kernel).Main.DisableThp(exceptAdvised: true) == Errno.None;

    public static bool One_mremap_moves_two_VMAs(KernelModel kernel)
    {
        MemoryCase it = new MemoryCase(kernel).Map(32).WriteAll();
        it.Main.Protect(it.Pages(0, 16), Protection.Read);
        return it.Main.Move(it.Heap.Range, null, MapPlacement.Default, out _) == Errno.None;
    }

    public static bool A_locked_folio_stays_on_the_queue_of_deferred_splits(KernelModel kernel)
    {
        MemoryCase it = new MemoryCase(kernel, "2048").Map().WriteAll();
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range)).DropCaches();
        return it.Machine.DeferredSplits.Count == 1;
    }

    private static long Slot(SwapWorld world, long page) => world.Main.Mm.Pages.ReadPte((world.Heap.Range.Start >> 12) + page).Payload;
}
