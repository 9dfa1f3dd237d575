using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Simulation.Layout;

public sealed class LayoutTextTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 130)]
    public void Repeats_are_folded_as_long_as_a_person_sees_them(int unit, int items)
    {
        LayoutRuns.Builder builder = new();
        long page = 0;
        for (int i = 0; i < 2 * unit; i++)
        {
            int size = 1 + (i % unit);
            RunKind kind = size == 1 ? RunKind.Swap : size % 2 == 0 ? RunKind.None : RunKind.Zero;
            builder.Add(new LayoutRun(page, size, kind, -1, 0, 0, false, false, -1));
            page += size;
        }

        IReadOnlyList<string> text = LayoutText.Items(builder.Build(), PageGeometry.Pages4K);

        Assert.Equal(items, text.Count);
        Assert.StartsWith(items == 1 ? "2 x (swap 4K, none 8K" : "swap 4K", text[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LayoutWords.Needed, "16K, 4K")]
    [InlineData(LayoutWords.Mapping, "16K pte, 4K")]
    [InlineData(LayoutWords.Sharing, "16K exclusive, 4K exclusive")]
    [InlineData(LayoutWords.Mapping | LayoutWords.Sharing, "16K pte exclusive, 4K exclusive")]
    public void Words_that_are_asked_for_stand_behind_every_folio(LayoutWords words, string text)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "16").Map(5).WriteAll();

        Assert.Equal(text, LayoutText.Of(it.Heap.Layout.Runs, PageGeometry.Pages4K, words));
    }

    [Fact]
    public void A_part_of_a_folio_is_shared_where_one_of_its_own_pages_is()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "16").Map(4).WriteAll();
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, child.Advise(it.Pages(0, 2), Advice.Dontneed));

        Assert.Equal(
            ["part 4K of 16K at 0K", "part 8K of 16K at 0K", "part 8K of 16K at 4K shared", "part 4K of 16K at 8K shared", "16K shared"],
            new[] { (0, 1), (0, 2), (1, 3), (2, 3), (0, 4) }.Select(part => it.Main.LayoutOf(it.Pages(part.Item1, part.Item2)).ToString()));
    }

    [Fact]
    public void A_part_of_a_leaf_begins_at_its_own_frame()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll();
        LayoutRun whole = it.Heap.Layout[0];

        LayoutRun part = it.Main.LayoutOf(it.Pages(5, 9))[0];

        Assert.Equal(whole with { Pages = 4, Offset = 5, Frame = whole.Frame + 5 }, part);
        Assert.Equal("part 16K of 2M at 20K pmd", it.Main.LayoutOf(it.Pages(5, 9)).ToString());
    }

    [Fact]
    public void Nothing_has_no_text()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(4);

        Assert.Equal(("", 0), (it.Main.LayoutOf(it.Pages(1, 1)).ToString(), it.Main.LayoutOf(it.Pages(1, 1)).Count));
    }

    [Fact]
    public void What_is_left_of_a_folio_stands_apart_from_its_whole_neighbours()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "16").Map(16).WriteAll().Advise(Advice.Dontneed, 0, 2).Advise(Advice.Dontneed, 14, 16);

        Assert.Equal("none 8K, part 8K of 16K at 8K, 2 x 16K, part 8K of 16K at 0K, none 8K", it.Layout);
        Assert.Equal([false, false, true, true, false, false], it.Heap.Layout.Runs.Select(run => run.IsWholeFolio));
    }
}
