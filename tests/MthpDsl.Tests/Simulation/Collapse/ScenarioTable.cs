using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>A row of COLLAPSE E: what a range holds, and what one pass (or several) makes of it under each kernel.</summary>
/// <param name="Number">The row's number in the spec.</param>
/// <param name="SetUp">Fills the range, sets the knobs and advises it.</param>
/// <param name="Posted">Picture and result for rfc-2024.</param>
/// <param name="Repaired">For rfc-2024-repaired.</param>
/// <param name="Merged">For merged-2026 and mainline.</param>
/// <param name="Legacy">For 6.12.</param>
internal sealed record ScenarioRow(int Number, Action<CollapseWorld> SetUp, string Posted, string Repaired, string Merged, string Legacy)
{
    /// <summary>6.18 where it differs from 6.12: it has no rule about writable pages.</summary>
    public string? Newer { get; init; }

    public int Passes { get; init; } = 1;

    public string For(string kernel) => kernel switch
    {
        "rfc-2024" => Posted,
        "rfc-2024-repaired" => Repaired,
        "6.12" => Legacy,
        "6.18" => Newer ?? Legacy,
        _ => Merged,
    };
}

/// <summary>The rows of COLLAPSE E that khugepaged scans; <c>picture [RESULT]</c>, as the spec writes them.</summary>
internal static class ScenarioTable
{
    private const string NotRun = "none [NOT_RUN]";

    public static readonly ScenarioRow[] Rows =
    [
        Row(1, w => w.Write(0, 16).MaxPtesNone(511).Enable(64, 2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(2, w => w.Write(0, 16).MaxPtesNone(0).Enable(64, 2048), "64K@0 [EXCEED_NONE_PTE]", "64K@0 [EXCEED_NONE_PTE]", "64K@0 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(3, w => w.Write(32, 48).MaxPtesNone(0).Enable(64, 2048), "none [EXCEED_NONE_PTE]", "64K@32 [EXCEED_NONE_PTE]", "64K@32 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(4, w => w.Write(32, 48).MaxPtesNone(511).Enable(64), "none [EXCEED_NONE_PTE]", "64K@32 [EXCEED_NONE_PTE]", "64K@32 [SUCCEED]", NotRun),
        Row(5, w => w.Write(0, 1).MaxPtesNone(511).Enable(AllBelowPmd), "1M@0 [EXCEED_NONE_PTE]", "1M@0 [EXCEED_NONE_PTE]", "1M@0 [SUCCEED]", NotRun),
        Row(6, w => w.Write(300, 301).MaxPtesNone(511).Enable(AllBelowPmd), "none [EXCEED_NONE_PTE]", "1M@256 [SUCCEED]", "1M@256 [SUCCEED]", NotRun),
        Row(7, w => w.Write(0, 512).MaxPtesNone(0).Enable(64), "32x64K@0 [SUCCEED]", "32x64K@0 [SUCCEED]", "32x64K@0 [SUCCEED]", NotRun),
        Row(8, w => w.Write(0, 512).MaxPtesNone(0).Enable(64, 2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(9, w => w.Write(0, 96).MaxPtesNone(0).Enable(64, 256, 2048), "256K@0, 2x64K@64 [EXCEED_NONE_PTE]", "256K@0, 2x64K@64 [EXCEED_NONE_PTE]", "256K@0, 2x64K@64 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(10, w => w.Write(16, 80).Write(128, 192).MaxPtesNone(0).Enable(64, 256), "none [EXCEED_NONE_PTE]", "4x64K@16, 256K@128 [EXCEED_NONE_PTE]", "4x64K@16, 256K@128 [SUCCEED]", NotRun),
        Row(11, w => FailAlloc(w.Write(0, 512).Enable(64, 2048), 9, 1), "none [ALLOC_HUGE_PAGE_FAIL]", "32x64K@0 [SUCCEED]", "32x64K@0 [SUCCEED]", "none [ALLOC_HUGE_PAGE_FAIL]"),
        Row(12, w => FailAlloc(w.Write(0, 512).Enable(64, 256), 6, 1), "32x64K@0 [SUCCEED]", "4x64K@0, 7x256K@64 [SUCCEED]", "4x64K@0, 7x256K@64 [SUCCEED]", NotRun),
        Row(13, w => FailAlloc(w.Write(0, 512).Enable(64), 4, null), "none [ALLOC_HUGE_PAGE_FAIL]", "none [ALLOC_HUGE_PAGE_FAIL]", "none [ALLOC_HUGE_PAGE_FAIL]", NotRun),
        Row(14, w => PageOut(w.Write(0, 512), 0, 10).MaxPtesNone(0).Enable(64, 2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(15, w => PageOut(w.Write(0, 512), 412, 512).Enable(64, 2048), "25x64K@0 [EXCEED_SWAP_PTE]", "25x64K@0 [EXCEED_SWAP_PTE]", "none [EXCEED_SWAP_PTE]", "none [EXCEED_SWAP_PTE]"),
        Row(16, w => PageOut(w.Write(0, 512), 16, 18).MaxPtesNone(511).Enable(64), "32x64K@0 [SUCCEED]", "32x64K@0 [SUCCEED]", "64K@0, 30x64K@32 [SUCCEED]", NotRun),
        Row(17, w => w.WriteFolios(64, 0, 16).Write(16, 512).MaxPtesNone(0).Enable(64, 2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(18, w => w.WriteFolios(128, 0, 32).Write(32, 512).MaxPtesNone(0).Enable(64), "128K@0, 30x64K@32 [SUCCEED]", "128K@0, 30x64K@32 [SUCCEED]", "128K@0, 30x64K@32 [SUCCEED]", "128K@0 [NOT_RUN]"),
        Row(19, w => w.WriteFolios(64, 0, 16).Write(16, 512).MaxPtesNone(0).Enable(128), "16x128K@0 [SUCCEED]", "16x128K@0 [SUCCEED]", "16x128K@0 [SUCCEED]", "64K@0 [NOT_RUN]"),
        Row(20, w => w.WriteFolios(64, 0, 16).Drop(0, 8).Write(16, 512).MaxPtesNone(511).Enable(64), "64K@8(part 8), 30x64K@24 [BUG B16]", "64K@8(part 8), 31x64K@16 [SUCCEED]", "64K@8(part 8), 31x64K@16 [SUCCEED]", "64K@8(part 8) [NOT_RUN]"),
        Row(21, w => w.WriteFolios(256, 448, 512).Write(0, 448).MaxPtesNone(0).Enable(256), "8x256K@0 [PMD_NONE]", "8x256K@0 [PTE_MAPPED_HUGEPAGE]", "8x256K@0 [SUCCEED]", "256K@448 [NOT_RUN]"),
        Row(22, w => w.Write(0, 1).Zero(1, 512).MaxPtesNone(511).Enable(2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(23, w => w.Write(0, 1).Drop(0, 1).Zero(0, 512).MaxPtesNone(511).Enable(64, 2048), "none [EXCEED_NONE_PTE]", "none [EXCEED_NONE_PTE]", "none [EXCEED_NONE_PTE]", "none [EXCEED_NONE_PTE]"),
        Row(24, w => w.Write(0, 5).Zero(5, 6).Write(6, 512).MaxPtesNone(0).Enable(64), "none [EXCEED_NONE_PTE]", "31x64K@16 [SUCCEED]", "31x64K@16 [SUCCEED]", NotRun),
        Row(25, w => w.Write(0, 512).Hold(100).MaxPtesNone(0).Enable(64, 2048), "6x64K@0 [PAGE_COUNT]", "6x64K@0, 25x64K@112 [SUCCEED]", "none [PAGE_COUNT]", "none [PAGE_COUNT]"),
        Row(26, w => w.Write(0, 512).Idle(0, 80).Idle(96, 512).MaxPtesNone(0).Enable(64), "none [LACK_REFERENCED_PAGE]", "64K@80 [LACK_REFERENCED_PAGE]", "64K@80 [SUCCEED]", NotRun),
        Row(27, w => w.Write(0, 512).Idle(0, 512).Enable(64, 2048), "none [LACK_REFERENCED_PAGE]", "none [LACK_REFERENCED_PAGE]", "none [LACK_REFERENCED_PAGE]", "none [LACK_REFERENCED_PAGE]"),
        Row(28, w => Share(w, 255, 512).MaxPtesNone(0).Enable(64, 2048), "16x64K@0 [EXCEED_SHARED_PTE]; 2M@0 [SUCCEED]", "16x64K@0 [EXCEED_SHARED_PTE]; 2M@0 [SUCCEED]", "none [EXCEED_SHARED_PTE]; none [EXCEED_SHARED_PTE]", "none [EXCEED_SHARED_PTE]; none [EXCEED_SHARED_PTE]") with { Passes = 2 },
        Row(29, w => Share(w, 0, 100).MaxPtesNone(0).Enable(64), "none [EXCEED_SHARED_PTE]", "26x64K@96 [SUCCEED]", "25x64K@112 [SUCCEED]", NotRun),
        Row(30, w => w.Write(0, 200).MaxPtesNone(255).Enable(64, 2048), "12x64K@0 [EXCEED_NONE_PTE]", "12x64K@0 [EXCEED_NONE_PTE]", "12x64K@0 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(31, w => w.Write(0, 201).MaxPtesNone(255).Enable(64, 2048), "13x64K@0 [EXCEED_NONE_PTE]", "13x64K@0 [EXCEED_NONE_PTE]", "12x64K@0 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(32, w => w.Write(0, 2).MaxPtesNone(256).Enable(16, 32, 64), Creep, Creep, "none [FAIL]; none [FAIL]; none [FAIL]", NotRun + "; " + NotRun + "; " + NotRun) with { Passes = 3 },
        Row(33, w => EverySecond(w).MaxPtesNone(511).Enable(64), "32x64K@0 [SUCCEED]", "32x64K@0 [SUCCEED]", "32x64K@0 [SUCCEED]", NotRun),
        Row(34, w => EverySecond(w.Write(0, 16).Write(32, 512), 16, 32).ArmUserfault().MaxPtesNone(511).Enable(64), "64K@0 [EXCEED_NONE_PTE]", "64K@0, 30x64K@32 [SUCCEED]", "64K@0, 30x64K@32 [SUCCEED]", NotRun),
        Row(35, w => FailCharge(w.Write(0, 512).Enable(64, 2048), 9), "none [CGROUP_CHARGE_FAIL]", "32x64K@0 [SUCCEED]", "none [CGROUP_CHARGE_FAIL]", "none [CGROUP_CHARGE_FAIL]"),
        Row(36, w => w.Write(0, 512).Poison(20).Enable(64), "64K@0 [HANG B13]", "64K@0, 30x64K@32 [SUCCEED]", "64K@0 [SUCCEED]", NotRun),
        Row(37, w => w.Write(1, 512).MaxPtesNone(0).Enable(16, 64, 2048), "none [EXCEED_NONE_PTE]", "3x16K@4, 31x64K@16 [SUCCEED]", "3x16K@4, 31x64K@16 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(40, w => w.Write(16, 512).MaxPtesNone(511).Enable(64), "none [EXCEED_NONE_PTE]", "31x64K@16 [SUCCEED]", "31x64K@16 [SUCCEED]", NotRun),
        Row(41, w => w.Write(0, 256).MaxPtesNone(255).Enable(2048), "none [EXCEED_NONE_PTE]", "none [EXCEED_NONE_PTE]", "none [EXCEED_NONE_PTE]", "none [EXCEED_NONE_PTE]"),
        Row(42, w => w.Write(0, 257).MaxPtesNone(255).Enable(2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(43, w => FailCharge(w.Write(0, 512).Enable(64), 4), "none [CGROUP_CHARGE_FAIL]", "31x64K@16 [SUCCEED]", "none [CGROUP_CHARGE_FAIL]", NotRun),
        Row(44, w => ReadOnlyFrom(w, 1).MaxPtesNone(0).Enable(64), "64K@0 [HANG B14]", "64K@0 [PAGE_RO]", "32x64K@0 [SUCCEED]", NotRun),
        Row(45, w => ReadOnlyFrom(w, 1).MaxPtesNone(0).Enable(2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(46, w => ReadOnlyFrom(w, 0).MaxPtesNone(0).Enable(64, 2048), "none [PAGE_RO]", "none [PAGE_RO]", "2M@0 [SUCCEED]", "none [PAGE_RO]") with { Newer = "2M@0 [SUCCEED]" },
        Row(48, w => w.Write(312, 512).MaxPtesNone(255).Enable(64, 2048), "none [EXCEED_NONE_PTE]", "12x64K@320 [SUCCEED]", "12x64K@320 [SUCCEED]", "none [EXCEED_NONE_PTE]"),
        Row(49, w => w.WriteFolios(64, 0, 512).MaxPtesNone(511).Enable(64, 2048), "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]", "2M@0 [SUCCEED]"),
        Row(50, w => w.WriteFolios(64, 0, 512).MaxPtesNone(511).Enable(64, 128), "16x128K@0 [SUCCEED]", "16x128K@0 [SUCCEED]", "16x128K@0 [SUCCEED]", "32x64K@0 [NOT_RUN]"),
        Row(51, w => w.WriteFolios(128, 0, 32).Drop(16, 32).Write(16, 512).MaxPtesNone(511).Enable(64), "128K@0(part 16), 30x64K@32 [SUCCEED]", "128K@0(part 16), 31x64K@16 [SUCCEED]", "128K@0(part 16), 31x64K@16 [SUCCEED]", "128K@0(part 16) [NOT_RUN]"),
    ];

    private const string Creep = "16K@0 [EXCEED_NONE_PTE]; 32K@0 [EXCEED_NONE_PTE]; 64K@0 [EXCEED_NONE_PTE]";

    private static int[] AllBelowPmd => [16, 32, 64, 128, 256, 512, 1024];

    private static ScenarioRow Row(int number, Action<CollapseWorld> setUp, string posted, string repaired, string merged, string legacy) =>
        new(number, setUp, posted, repaired, merged, legacy);

    private static CollapseWorld FailAlloc(CollapseWorld world, int order, long? times)
    {
        world.Machine.Failures.FailAllocations(order, times);
        return world;
    }

    private static CollapseWorld FailCharge(CollapseWorld world, int order)
    {
        world.Machine.Failures.FailCharges(order, 1);
        return world;
    }

    private static CollapseWorld PageOut(CollapseWorld world, long first, long end)
    {
        world.Main.Advise(world.Pages(first, end), Advice.Pageout);
        return world;
    }

    // A child maps all; the parent's writes make exclusive copies of what is not to be shared.
    private static CollapseWorld Share(CollapseWorld world, long first, long end)
    {
        world.Write(0, 512);
        world.Main.Fork("child");
        return world.Write(0, first).Write(end, 512);
    }

    private static CollapseWorld EverySecond(CollapseWorld world, long first = 0, long end = 512)
    {
        for (long page = first; page < end; page += 2)
        {
            world.Write(page, page + 1);
        }

        return world;
    }

    // What a child leaves behind when it exits: pages of the parent's alone, read-only until it writes them again.
    private static CollapseWorld ReadOnlyFrom(CollapseWorld world, long first) =>
        world.Write(0, 512).Mark(first, 512, 0, Pte.WriteBit);
}
