using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Tracing;
using MthpDsl.Tests.Simulation.Collapse;

namespace MthpDsl.Tests.Simulation.Kernels;

/// <summary>What the collapse of one kernel does and that of another does not (spec COLLAPSE), each as short as it can be seen.</summary>
internal static class CollapseBehaviours
{
    public static Func<KernelModel, bool> Of(string name) =>
        typeof(CollapseBehaviours).GetMethod(name)!.CreateDelegate<Func<KernelModel, bool>>();

    public static bool A_small_size_starts_the_thread(KernelModel kernel) => new CollapseWorld(kernel.Name).Enable(64).Khugepaged.IsRunning;

    public static bool A_range_that_nobody_can_write_is_collapsed(KernelModel kernel) =>
        Full(kernel).Mark(0, 512, 0, Pte.WriteBit).Enable(2048).Advise().Scan() == "SUCCEED";

    // The parent keeps pages 0 to 7 of the folio and the child 4 to 11: as many mappings as pages.
    public static bool A_folio_of_two_owners_counts_as_shared_though_its_first_page_is_not(KernelModel kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel.Name).WriteFolios(64, 0, 16);
        Process child = world.Main.Fork("child");
        world.Drop(8, 16).Write(16, 512);
        child.Advise(world.Pages(0, 4), Advice.Dontneed);
        child.Advise(world.Pages(12, 16), Advice.Dontneed);
        world.Set("khugepaged/max_ptes_shared", "0");
        return world.Enable(2048).Advise().Scan() == "EXCEED_SHARED_PTE";
    }

    public static bool A_large_folio_is_unmapped_whole(KernelModel kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel.Name).WriteFolios(64, 0, 16).Write(16, 512).Enable(2048).Advise();
        return world.Scan() == "SUCCEED" && world.Machine.Counters[SizeStat.SplitDeferred, 4] == 0;
    }

    public static bool A_page_that_was_given_up_is_left_to_reclaim(KernelModel kernel) =>
        Full(kernel).AdviseFree(3, 4).Enable(2048).Advise().Scan() == "PAGE_LAZYFREE";

    // Two leaves and the visit are within a budget of four pages, or the first leaf alone is beyond it.
    public static bool A_leaf_costs_one_page_of_the_budget(KernelModel kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel.Name, 4.MiB()).WriteFolios(2048, 0, 1024);
        world.Enable(2048).Advise().Set("khugepaged/pages_to_scan", "4");
        long before = world.Machine.Counters.FullScans;
        return world.Khugepaged.Run(10_000).Passes == 1 && world.Machine.Counters.FullScans > before;
    }

    public static bool MADV_COLLAPSE_goes_past_a_range_without_a_table(KernelModel kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel.Name, 4.MiB()).Write(512, 1024);
        world.Main.Advise(world.Heap.Range, Advice.Collapse);
        return world.Picture() == "2M@512";
    }

    public static bool A_missing_table_has_one_name(KernelModel kernel) =>
        new CollapseWorld(kernel.Name, 4.MiB()).WriteFolios(2048, 0, 512).Enable(2048).Advise().Scan() == "NO_PTE_TABLE";

    public static bool A_small_folio_is_made_under_the_lock_for_reading(KernelModel kernel)
    {
        CollapseWorld world = Full(kernel).Enable(64).Advise();
        world.Scan();
        return world.Picture() == "32x64K@0" && world.Khugepaged.Locks.Holds().All(hold => hold is not { Name: LockName.MmapLock, Mode: LockMode.Write });
    }

    public static bool A_small_folio_is_queued_for_a_split(KernelModel kernel)
    {
        CollapseWorld world = Full(kernel).Enable(64).Advise();
        world.Scan();
        return world.Machine.DeferredSplits.Count > 0;
    }

    public static bool Swapped_pages_are_brought_in_for_a_small_folio(KernelModel kernel)
    {
        CollapseWorld world = new(kernel.Name, options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        world.Write(0, 512).Main.Advise(world.Pages(16, 18), Advice.Pageout);
        world.Enable(64).Advise().Scan();
        return world.Picture() == "32x64K@0";
    }

    public static bool The_scan_jumps_over_a_folio_of_the_size_it_wants(KernelModel kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel.Name).WriteFolios(64, 0, 16).Write(16, 512).Enable(64).Advise();
        world.Khugepaged.RecordsTrials = true;
        world.Scan();
        return world.Khugepaged.Trials.Any(trial => trial is { Step: CollapseStep.Scan, Result: ScanResult.PteMappedHugepage });
    }

    private static CollapseWorld Full(KernelModel kernel) => new CollapseWorld(kernel.Name).Write(0, 512);
}
