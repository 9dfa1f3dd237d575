using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Layout;

/// <summary>When two layouts are the same.</summary>
public sealed class FolioLayoutTests
{
    [Fact]
    public void Layouts_are_equal_that_show_the_same_whatever_folios_they_are_of()
    {
        FolioLayout left = Written(16);
        FolioLayout right = Written(16, before: 3);

        Assert.True(left == right);
        Assert.False(left != right);
        Assert.True(left.Equals((object)right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void Layouts_differ_in_length_and_in_what_is_there()
    {
        Assert.True(Written(16) != Written(15));
        Assert.False(Written(16) == Written(15));
        Assert.False(Written(16).Equals(null));
        Assert.False(Written(16).Equals((object)"16 x 4K"));
    }

    [Fact]
    public void Layouts_differ_in_who_shares()
    {
        Machine machine = new(KernelModel.Mainline);
        Mapping heap = machine.Main.Map("heap", 64.KiB());
        heap.Write();
        FolioLayout before = heap.Layout;

        machine.Main.Fork("child");

        Assert.True(before != heap.Layout);
    }

    [Fact]
    public void Layouts_differ_in_who_maps_by_PMD()
    {
        Machine machine = new(KernelModel.Mainline);
        machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Mapping heap = machine.Main.Map("heap", 2.MiB());
        heap.Write();
        FolioLayout before = heap.Layout;

        machine.Main.Protect(heap.Pages(0..1), Protection.Read);

        Assert.Equal(("2M pmd", "2M pte"), (before.ToString(), heap.Layout.ToString()));
        Assert.True(before != heap.Layout);
    }

    [Fact]
    public void No_layout_equals_no_layout()
    {
        FolioLayout? none = null;

        Assert.True(none == null);
        Assert.True(none != Written(1));
        Assert.False(none == Written(1));
    }

    private static FolioLayout Written(int pages, int before = 0)
    {
        Machine machine = new(KernelModel.Mainline);
        if (before > 0)
        {
            machine.Main.Map("before", new ByteSize(before * 4096)).Write();
        }

        Mapping heap = machine.Main.Map("heap", new ByteSize(pages * 4096));
        heap.Write();
        return heap.Layout;
    }
}
