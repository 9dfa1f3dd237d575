using MthpDsl.Reporting.ThpMaps;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Statistics;

/// <summary>Spec MM 9.4 and 10: what maps how much.</summary>
public sealed class TlbAndThpMapsTests
{
    private static (Machine Machine, Mapping Heap) Mixed(Arch arch)
    {
        var machine = new Machine(KernelModel.Linux618, new MachineOptions { Arch = arch });
        machine.Sysfs.Write("hugepages-2048kB/enabled", "never");
        Mapping heap = machine.Main.Map("heap", 4.MiB());
        Write(heap, 2048, 2064);
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        Write(heap, 2112, 2240);
        machine.Sysfs.Write("hugepages-16kB/enabled", "always");
        machine.Sysfs.Write("hugepages-64kB/enabled", "never");
        Write(heap, 2240, 2272);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Write(heap, 0, 4);
        return (machine, heap);
    }

    private static void Write(Mapping heap, int firstKiB, int endKiB) => heap.Process.Write(heap.Slice(firstKiB.KiB(), endKiB.KiB()));

    [Theory]
    [InlineData(Arch.X86_64, 1 + 4 + 32 + 8)]
    [InlineData(Arch.Arm64, 1 + 4 + 2 + 8)]
    public void A_leaf_takes_one_TLB_entry_and_on_arm64_a_contiguous_block_as_well(Arch arch, int entries)
    {
        (Machine machine, Mapping heap) = Mixed(arch);

        Assert.Equal(entries, machine.Main.TlbEntries(heap.Range));
    }

    [Fact]
    public void A_block_with_one_page_protected_otherwise_takes_an_entry_for_each_page()
    {
        (Machine machine, Mapping heap) = Mixed(Arch.Arm64);
        machine.Main.Protect(heap.Slice(2116.KiB(), 2120.KiB()), Protection.Read);

        Assert.Equal(16, machine.Main.TlbEntries(heap.Slice(2112.KiB(), 2176.KiB())));
    }

    [Fact]
    public void What_may_not_be_read_takes_no_entry()
    {
        (Machine machine, Mapping heap) = Mixed(Arch.X86_64);
        machine.Main.Protect(heap.Slice(ByteSize.Zero, 2052.KiB()), Protection.None);

        Assert.Equal(0, machine.Main.TlbEntries(heap.Slice(ByteSize.Zero, 2052.KiB())));
        Assert.Equal(3 + 32 + 8, machine.Main.TlbEntries(heap.Range));
    }

    [Fact]
    public void The_printed_map_is_the_kernel_tools()
    {
        (Machine machine, Mapping heap) = Mixed(Arch.X86_64);
        machine.Main.Advise(heap.Slice(2112.KiB(), 2120.KiB()), Advice.Dontneed);
        var writer = new StringWriter();

        ThpMapsText.Write(writer, 1, machine.Main.ThpMaps(4), new ThpMapsOptions());

        Assert.Equal(
            """
            0000000001: 0000001000000000-0000001000400000 rw-p 00000000 00:00 00000000 [anon:heap]
            anon-thp-pmd-aligned-2048kB:        2048 kB (92%)
            anon-thp-pte-aligned-16kB:            32 kB ( 1%)
            anon-thp-pte-aligned-64kB:            64 kB ( 3%)
            anon-thp-pte-partial:                 56 kB ( 3%)
            anon-cont-pmd-aligned-64kB:         2048 kB (92%)
            anon-cont-pte-aligned-64kB:           64 kB ( 3%)

            """,
            writer.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_rollup_adds_the_VMAs_up()
    {
        (Machine machine, Mapping heap) = Mixed(Arch.X86_64);
        machine.Main.Protect(heap.Slice(2.MiB(), 4.MiB()), Protection.Read);
        var writer = new StringWriter();

        ThpMapsText.Write(writer, 1, machine.Main.ThpMaps(), new ThpMapsOptions { Rollup = true });

        Assert.StartsWith("anon-thp-pmd-aligned-2048kB:        2048 kB (92%)\nanon-thp-pte-aligned-16kB:", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollup_has_each_line_once_with_what_all_VMAs_have_of_it()
    {
        var machine = new Machine(KernelModel.Linux618);
        machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 1.MiB());
        Write(heap, 0, 640);
        machine.Main.Protect(heap.Slice(512.KiB(), 1.MiB()), Protection.Read);
        IReadOnlyList<ThpMap> maps = machine.Main.ThpMaps();

        ThpMapLine sum = ThpMap.Sum(maps).Single(line => line.KiB != 0);

        Assert.Equal(2, maps.Count);
        Assert.Equal(new ThpMapLine("anon-thp-pte-aligned-64kB", 640), sum);
        Assert.Equal(maps[0].Lines.Select(line => line.Label), ThpMap.Sum(maps).Select(line => line.Label));
    }

    [Fact]
    public void A_VMA_is_called_after_the_mappings_that_lie_in_it()
    {
        var machine = new Machine(KernelModel.Linux618);
        Mapping heap = machine.Main.Map("heap", 1.MiB());
        Mapping next = machine.Main.Map("next", 1.MiB(), new MapPlacement { After = heap });
        Assert.Equal([["heap", "next"]], machine.Main.ThpMaps().Select(map => map.Names));

        machine.Main.Protect(next.Range, Protection.Read);

        Assert.Equal([["heap"], ["next"]], machine.Main.ThpMaps().Select(map => map.Names));
    }
}
