using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>The same collapses with 16K and 64K base pages, whose PMD orders are 11 and 13 (spec MM 10).</summary>
public sealed class GeometryTests
{
    [Theory]
    [InlineData("6.12", 16, 32768, "32M pmd")]
    [InlineData("6.18", 64, 524288, "512M pmd")]
    [InlineData("rfc-2024", 16, 64, "512 x 64K")]
    [InlineData("rfc-2024-repaired", 16, 2048, "16 x 2M")]
    [InlineData("merged-2026", 64, 2048, "256 x 2M")]
    [InlineData("mainline", 64, 262144, "2 x 256M")]
    public void A_full_PMD_range_becomes_folios_of_the_one_enabled_size(string kernel, int pageKilobytes, int size, string layout)
    {
        (Machine machine, Mapping heap) = Fill(kernel, pageKilobytes, every: 1);
        Collapse(machine, heap, size);
        Assert.Equal(layout, heap.Layout.ToString());
        Assert.Empty(machine.Check());
    }

    [Theory]
    [InlineData("rfc-2024", 1023, "1 of 2 is too little at a limit below half")]
    [InlineData("rfc-2024", 1024, "")]
    [InlineData("merged-2026", 2046, "nothing but the largest value fills holes")]
    [InlineData("merged-2026", 2047, "")]
    public void Limits_scale_with_the_pages_of_a_PMD_range(string kernel, int maxPtesNone, string reason)
    {
        (Machine machine, Mapping heap) = Fill(kernel, pageKilobytes: 16, every: 2);
        machine.Sysfs.Write("khugepaged/max_ptes_none", maxPtesNone.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Collapse(machine, heap, 64);
        Assert.Equal(reason.Length == 0, heap.Layout.ToString() == "512 x 64K");
    }

    private static (Machine Machine, Mapping Heap) Fill(string kernel, int pageKilobytes, int every)
    {
        PageGeometry geometry = PageGeometry.ForPageSize(pageKilobytes.KiB())!;
        Machine machine = new(KernelModel.Find(kernel)!, new MachineOptions { Geometry = geometry, Memory = 8.GiB() });
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        Mapping heap = machine.Main.Map("heap", new ByteSize(geometry.PmdSize));
        Assert.Equal(Errno.None, machine.Main.Write(heap.Range, new AccessPattern { Every = geometry.SizeOf(0) * every }));
        return (machine, heap);
    }

    private static void Collapse(Machine machine, Mapping heap, int kilobytes)
    {
        Assert.Equal(Errno.None, machine.Sysfs.Write($"hugepages-{kilobytes}kB/enabled", "madvise"));
        machine.Main.Advise(heap.Range, Advice.Hugepage);
        machine.Khugepaged.Scan();
    }
}
