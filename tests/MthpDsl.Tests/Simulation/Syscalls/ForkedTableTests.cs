using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Page tables that a child shares as a whole, in part, or not at all (spec MM 3.2).</summary>
public sealed class ForkedTableTests
{
    [Fact]
    public void Pins_of_one_leaf_split_no_other()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map(1024).WriteAll();
        it.Expect(Errno.None, it.Main.Pin(it.Pages(0, 1)));

        Process child = it.Main.Fork("child");

        Assert.Equal("512 x 4K, 2M pmd shared", it.Sound().LayoutIn(child));
    }

    [Fact]
    public void A_table_of_pinned_pages_is_copied()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map().WriteAll();
        it.Expect(Errno.None, it.Main.Pin(it.Heap.Range));

        Process child = it.Main.Fork("child");

        Assert.Equal(("512 x 4K", "512 x 4K"), (it.Sound().Layout, it.LayoutIn(child)));
    }

    // Advice splits VMAs, and neither tables nor folios.
    [Theory]
    [InlineData("none", 128, 384, "512 x 4K shared")]
    [InlineData("64", 24, 40, "32 x 64K shared")]
    public void A_table_that_several_VMAs_share_is_copied_VMA_by_VMA(string size, int first, int end, string layout)
    {
        MemoryCase it = size == "none" ? new MemoryCase(KernelModel.Linux618) : new MemoryCase(KernelModel.Linux618, size);
        it.Map().WriteAll().Advise(Advice.Hugepage, first, end);
        Assert.Equal(3, it.Main.CountVmas(it.Heap.Range));

        Process child = it.Main.Fork("child");

        Assert.Equal((layout, layout), (it.Sound().Layout, it.LayoutIn(child)));
    }

    // The part that is forked begins as far from the table's begin as it ends from its end.
    [Fact]
    public void A_part_in_the_middle_of_a_table_is_forked_without_what_lies_before_it()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map().WriteAll().Advise(Advice.Dontfork, 0, 128).Advise(Advice.Hugepage, 384);

        Process child = it.Main.Fork("child");

        Assert.Equal("none 512K, 384 x 4K shared", it.Sound().LayoutIn(child));
    }

    // In the first frames lie pages that both map, and that a table of zero pages must not be taken for.
    [Fact]
    public void A_table_of_zero_pages_is_copied_and_dropped_without_a_look_at_any_frame()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612).Map();
        Mapping pages = it.Main.Map("pages", 2.MiB());
        pages.Write();
        Assert.Equal(0, pages.Layout.Runs[0].Frame);
        it.Set("hugepages-2048kB/enabled", "always").Read(0).Advise(Advice.Dontfork, 0, 256).Advise(Advice.Dofork, 0, 256);
        Assert.Equal("zero 2M", it.Layout);

        Process child = it.Main.Fork("child");
        Assert.Equal("zero 2M", it.Sound().LayoutIn(child));

        it.Advise(Advice.Dontneed).Expect(Errno.None, child.Advise(it.Heap.Range, Advice.Dontneed));
        Assert.Equal(("none 2M", "none 2M", "512 x 4K shared"), (it.Layout, it.LayoutIn(child), pages.Layout.ToString()));
    }
}
