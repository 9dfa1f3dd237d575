using System.Collections.Concurrent;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Naive;

/// <summary>
/// A world of 16-PTE ranges: small enough to try everything. Every pattern of present pages, every set of enabled orders and both
/// ends of max_ptes_none, under every kernel, against the naive collapse.
/// </summary>
public sealed class ExhaustiveCollapseTests
{
    private const int PmdOrder = 4;
    private const int Hpn = 1 << PmdOrder;
    private const int Patterns = 1 << Hpn;
    private const int PatternsPerMapping = 1 << 12;

    [Fact]
    public void Every_pattern_of_present_pages_collapses_as_the_naive_model_says()
    {
        ConcurrentBag<string> differences = [];
        IEnumerable<(KernelModel Kernel, uint Orders, int MaxNone)> settings =
            from kernel in KernelModel.All
            from orders in Enumerable.Range(0, 8)
            from maxNone in (int[])[0, Hpn - 1]
            select (kernel, (uint)orders << 2, maxNone);

        Parallel.ForEach(
            settings,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            setting =>
            {
                if (Try(setting.Kernel, setting.Orders, setting.MaxNone) is { } difference)
                {
                    differences.Add(difference);
                }
            });

        Assert.Empty(differences);
    }

    private static string? Try(KernelModel kernel, uint orders, int maxNone)
    {
        var machine = new Machine(kernel, new MachineOptions { Geometry = PageGeometry.Small(PmdOrder), Memory = 8.GiB() });
        machine.Sysfs.Write("khugepaged/max_ptes_none", maxNone.ToString(System.Globalization.CultureInfo.InvariantCulture));
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        bool[] enabled = new bool[PmdOrder + 1];
        for (int order = 2; order <= PmdOrder; order++)
        {
            enabled[order] = (orders & (1u << order)) != 0;
            machine.Sysfs.Write(machine.Sysfs.Directory(order) + "/enabled", enabled[order] ? "madvise" : "never");
        }

        NaiveRules rules = NaiveRules.For(kernel.Name, enabled) with { MaxNone = maxNone, MaxSwap = Hpn / 8, MaxShared = Hpn / 2 };
        for (int first = 0; first < Patterns; first += PatternsPerMapping)
        {
            if (TryMapping(machine, rules, first) is { } difference)
            {
                return $"{kernel.Name}, orders {orders:x}, max_ptes_none {maxNone}, {difference}";
            }
        }

        return null;
    }

    private static string? TryMapping(Machine machine, NaiveRules rules, int firstPattern)
    {
        Mapping mapping = machine.Main.Map("heap", new ByteSize((long)PatternsPerMapping * Hpn * machine.Geometry.PageSize));
        var world = new NaiveWorld(PmdOrder, PatternsPerMapping);
        for (int range = 0; range < PatternsPerMapping; range++)
        {
            Fill(machine, mapping, world, range, firstPattern + range);
        }

        machine.Main.Advise(mapping.Range, Advice.Hugepage);
        long before = machine.Counters.PagesCollapsed;
        for (int pass = 1; pass <= 2; pass++)
        {
            machine.Khugepaged.Scan();
            NaiveCollapse.Pass(world, rules);
            if (Differs(world, mapping, machine.Counters.PagesCollapsed - before) is { } difference)
            {
                return $"pattern {firstPattern + difference.Range:x4}, pass {pass}: {difference.Text}";
            }
        }

        machine.Main.Unmap(mapping.Range);
        return null;
    }

    private static void Fill(Machine machine, Mapping mapping, NaiveWorld world, int range, int pattern)
    {
        long pageSize = machine.Geometry.PageSize;
        for (int i = 0; i < Hpn; i++)
        {
            if ((pattern & (1 << i)) != 0)
            {
                int slot = (range << PmdOrder) + i;
                machine.Main.Write(new VirtualRange(mapping.Range.Start + (slot * pageSize), pageSize));
                world.Write(slot);
            }
        }
    }

    private static (int Range, string Text)? Differs(NaiveWorld world, Mapping mapping, long pagesCollapsed)
    {
        Machine machine = mapping.Process.Machine;
        if (pagesCollapsed != world.PagesCollapsed)
        {
            return (0, $"pages_collapsed {pagesCollapsed} but the naive model has {world.PagesCollapsed}");
        }

        if ((machine.Khugepaged.Finding is null) != (world.Finding is null))
        {
            return (0, $"finding {machine.Khugepaged.Finding?.Name ?? "none"} but the naive model has {world.Finding ?? "none"}");
        }

        int slot = NaiveReader.FirstDifference(world, mapping);
        if (slot < 0)
        {
            return null;
        }

        int range = slot >> PmdOrder;
        VirtualRange bytes = mapping.Slice(new ByteSize(range * machine.Geometry.PmdSize), new ByteSize((range + 1) * machine.Geometry.PmdSize));
        return (range, $"{mapping.Process.LayoutOf(bytes)} but the naive model has {NaiveReader.Show(world, range)}");
    }
}
