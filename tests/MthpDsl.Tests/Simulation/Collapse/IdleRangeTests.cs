using System.Globalization;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>
/// The daemon passes leaves, holes and ranges with too many holes at once where nobody looks on. Wherever pages_to_scan ends a pass among
/// them, it stands, has counted and has locked as the daemon that looks at them one by one.
/// </summary>
public sealed class IdleRangeTests
{
    private const int Advised = 13;
    private const long Start = 1L << 36;

    // L a leaf, H never touched, S a page in 16, I the same and idle, M 300 pages of which the first are a folio. The last three are not advised.
    private const string Ranges = "LLSSLHSISMSLL" + "LLL";

    // Around the ends of up to five ranges, at 512 a range, or 1 a leaf, and what stands before.
    private static readonly int[] Budgets =
    [
        .. Enumerable.Range(1, 5),
        .. Enumerable.Range(1, 5).SelectMany(ranges => Enumerable.Range(ranges * 512, 7)),
        .. Enumerable.Range(16, 8),
        .. Enumerable.Range(300, 8),
    ];

    public static TheoryData<string, int[]> Cases()
    {
        TheoryData<string, int[]> cases = [];
        foreach (KernelModel kernel in KernelModel.All)
        {
            foreach (int[] sizes in (int[][])[[2048], [64], [64, 2048], [16, 256]])
            {
                cases.Add(kernel.Name, sizes);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pass_ends_among_idle_ranges_where_one_that_looks_at_them_does(string kernel, int[] sizes)
    {
        Machine atOnce = Prepare(kernel, sizes).Machine;
        Machine oneByOne = Prepare(kernel, sizes).Machine;
        oneByOne.UsesBulkPaths = false;
        foreach (int budget in Budgets)
        {
            Assert.Equal(Passes(oneByOne.Fork(), budget, wakes: 14), Passes(atOnce.Fork(), budget, wakes: 14));
        }
    }

    // A chunk of the page table, and as much of it as a VMA covers, is passed by one sum where all its slots are leaves.
    [Theory]
    [InlineData("6.12", 812)]
    [InlineData("6.12", 1056)]
    [InlineData("rfc-2024", 1056)]
    [InlineData("rfc-2024-repaired", 812)]
    [InlineData("mainline", 812)]
    [InlineData("mainline", 1056)]
    public void A_pass_ends_among_hundreds_of_leaves_where_one_that_looks_at_them_does(string kernel, int end)
    {
        Machine atOnce = PrepareLeaves(kernel, end);
        Machine oneByOne = PrepareLeaves(kernel, end);
        oneByOne.UsesBulkPaths = false;
        Assert.Equal(512, atOnce.Main.Mm.Pages.LeavesOfRun((Start >> 16) + 512));
        foreach (int budget in (int[])[16, 17, 18, 31, 32, 33, 160, 161, 162, 301, 302, 303, 400, 4801, 4802, 4803, 6400])
        {
            Assert.Equal(Passes(oneByOne.Fork(), budget, wakes: 40), Passes(atOnce.Fork(), budget, wakes: 40));
        }
    }

    // 1024 leaves of 16 pages, behind them 32 ranges of which every second has a page. What is advised begins in the first chunk.
    private static Machine PrepareLeaves(string kernel, int end)
    {
        var machine = new Machine(KernelModel.Find(kernel)!, new MachineOptions { Geometry = PageGeometry.Small(4), Memory = 256.MiB() });
        Mapping heap = machine.Main.Map("heap", 66.MiB(), new MapPlacement { Address = Start });
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        machine.Main.Write(heap.Slice(ByteSize.Zero, 64.MiB()));
        machine.Sysfs.Write("hugepages-64kB/enabled", "never");
        machine.Main.Write(heap.Slice(64.MiB(), 66.MiB()), new AccessPattern { Every = 128.KiB() });
        machine.Sysfs.Write("khugepaged/max_ptes_none", "0");
        machine.Sysfs.Write("hugepages-64kB/enabled", "madvise");
        machine.Main.Advise(heap.Slice(new ByteSize(500L << 16), new ByteSize((long)end << 16)), Advice.Hugepage);
        return machine;
    }

    private static CollapseWorld Prepare(string kernel, int[] sizes)
    {
        CollapseWorld world = new CollapseWorld(kernel, (2 * Ranges.Length).MiB()).MaxPtesNone(0);
        for (int range = 0; range < Ranges.Length; range++)
        {
            Fill(world, Ranges[range], range * 512L);
        }

        world.Enable(sizes);
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(0, Advised * 512), Advice.Hugepage));
        return world;
    }

    private static void Fill(CollapseWorld world, char kind, long first)
    {
        switch (kind)
        {
            case 'L':
                world.WriteFolios(2048, first, first + 512);
                break;
            case 'S':
                world.Main.Write(world.Pages(first, first + 512), new AccessPattern { Every = 64.KiB() });
                break;
            case 'I':
                Fill(world, 'S', first);
                world.Main.Idle(world.Pages(first, first + 512));
                break;
            case 'M':
                world.WriteFolios(64, first, first + 16).Write(first + 16, first + 300);
                break;
        }
    }

    private static List<string> Passes(Machine machine, int budget, int wakes)
    {
        machine.Sysfs.Write("khugepaged/pages_to_scan", budget.ToString(CultureInfo.InvariantCulture));
        List<string> seen = [];
        for (int wake = 0; wake < wakes && machine.Khugepaged.Finding is null; wake++)
        {
            DaemonReport report = machine.Khugepaged.Run(10_000);
            seen.Add($"pages_to_scan {budget}, wake {wake}: {report}, {machine.Khugepaged.LastResult}");
            seen.AddRange(machine.Counters.NonZeroVmStats().Concat(machine.Counters.NonZeroSysfs()).Select(pair => pair.ToString()));
            seen.AddRange(machine.Khugepaged.Locks.Holds().Select(hold => hold.ToString()));
        }

        seen.Add(machine.Main.Find("heap")!.Layout.ToString());
        return seen;
    }
}
