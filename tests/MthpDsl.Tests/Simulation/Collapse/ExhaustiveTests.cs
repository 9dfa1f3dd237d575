using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>
/// All patterns of present pages in a PMD range of 16 pages, under all sets of enabled orders and max_ptes_none at both ends, against
/// the naive reading of the spec. One mapping holds all patterns, each with an empty PMD range behind it.
/// </summary>
public sealed class ExhaustiveTests
{
    private const int Patterns = 1 << NaiveRange.Slots;

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (string kernel in new[] { "rfc-2024", "rfc-2024-repaired", "merged-2026", "6.12" })
        {
            foreach (int none in new[] { 0, NaiveRange.Slots - 1 })
            {
                cases.Add(kernel, none);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_pattern_ends_as_the_spec_read_naively_says(string kernel, int maxNone)
    {
        for (int enabled = 1 << NaiveRange.MinOrder; enabled < 2 << NaiveRange.PmdOrder; enabled += 1 << NaiveRange.MinOrder)
        {
            if (kernel != "6.12" || (enabled & 1 << NaiveRange.PmdOrder) != 0)
            {
                Compare(kernel, enabled, maxNone);
            }
        }
    }

    private static void Compare(string kernel, int enabled, int maxNone)
    {
        (Machine machine, long first) = Fill(kernel, enabled, maxNone);
        NaiveRange[] naive = [.. Enumerable.Range(0, Patterns).Select(pattern => new NaiveRange(pattern))];
        for (int pass = 0; pass < 2; pass++)
        {
            long before = machine.Counters.PagesCollapsed;
            machine.Khugepaged.Scan();
            Assert.Null(machine.Khugepaged.Finding);
            long expected = naive.Count(range => range.Scan(kernel, enabled, maxNone));
            for (int pattern = 1; pattern < Patterns; pattern++)
            {
                string? difference = Difference(machine, first + (2L * pattern * NaiveRange.Slots), naive[pattern]);
                if (difference is not null)
                {
                    Assert.Fail($"pattern {pattern:b16}, orders {enabled:b5}, max_ptes_none {maxNone}, pass {pass + 1}: {difference}");
                }
            }

            Assert.Equal(expected, machine.Counters.PagesCollapsed - before);
        }
    }

    private static (Machine Machine, long First) Fill(string kernel, int enabled, int maxNone)
    {
        PageGeometry geometry = PageGeometry.Small(NaiveRange.PmdOrder);
        Machine machine = new(KernelModel.Find(kernel)!, new MachineOptions { Geometry = geometry, Memory = 16.GiB() });
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        Mapping heap = machine.Main.Map("heap", geometry.SizeOf(0) * (2L * Patterns * NaiveRange.Slots));
        long first = heap.Range.Start >> geometry.PageShift;
        long faults = 0;
        for (int pattern = 0; pattern < Patterns; pattern++)
        {
            for (int slot = 0; slot < NaiveRange.Slots; slot++)
            {
                if ((pattern >> slot & 1) != 0)
                {
                    machine.Faults.Access(machine.Main.Mm, first + (2L * pattern * NaiveRange.Slots) + slot, write: true, ref faults);
                }
            }
        }

        machine.Main.Advise(heap.Range, Advice.Hugepage);
        machine.Sysfs.Write("khugepaged/max_ptes_none", maxNone.ToString(System.Globalization.CultureInfo.InvariantCulture));
        machine.Sysfs.Write("khugepaged/pages_to_scan", "1");
        for (int order = NaiveRange.MinOrder; order <= NaiveRange.PmdOrder; order++)
        {
            if ((enabled >> order & 1) != 0)
            {
                machine.Sysfs.Write(machine.Sysfs.Directory(order) + "/enabled", "madvise");
            }
        }

        machine.Main.Advise(heap.Range, Advice.Hugepage);
        return (machine, first);
    }

    private static string? Difference(Machine machine, long vpn, NaiveRange naive)
    {
        PageTable pages = machine.Main.Mm.Pages;
        if (pages.Peek(pages.PmdIndex(vpn)).IsLeaf != naive.IsLeaf)
        {
            return naive.IsLeaf ? "no leaf" : "a leaf";
        }

        for (int slot = 0; slot < NaiveRange.Slots; slot++)
        {
            Pte pte = pages.ReadPte(vpn + slot);
            int order = pte.IsNone ? -1 : machine.Frames.Order(pte.Payload);
            bool inPlace = order <= 0 || (pte.Payload & ((1 << order) - 1)) == (slot & ((1 << order) - 1));
            if (order != naive[slot] || !inPlace)
            {
                return $"slot {slot} has order {order}, not {naive[slot]}";
            }
        }

        return null;
    }
}
