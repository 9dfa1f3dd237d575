using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>Which pages an access touches, and in which order: each write has a number, and the page reads as it.</summary>
public sealed class AccessPatternTests
{
    [Theory]
    [InlineData(0, 1, false, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(0, 1, true, new[] { 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 })]
    [InlineData(5, 1, false, new[] { 0, 5, 10 })]
    [InlineData(5, 2, false, new[] { 0, 1, 5, 6, 10, 11 })]
    [InlineData(5, 2, true, new[] { 11, 10, 6, 5, 1, 0 })]
    [InlineData(4, 3, true, new[] { 12, 10, 9, 8, 6, 5, 4, 2, 1, 0 })]
    [InlineData(4, 9, false, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    public void Pages_are_written_step_by_step_from_one_end_to_the_other(int every, int pagesPerStep, bool backwards, int[] written)
    {
        Assert.Equal(written, Written(isBulk: true));
        Assert.Equal(written, Written(isBulk: false));

        IEnumerable<int> Written(bool isBulk)
        {
            Machine machine = new(KernelModel.Mainline) { UsesBulkPaths = isBulk };
            Mapping heap = machine.Main.Map("heap", new ByteSize(13 * 4096));
            heap.Write(new AccessPattern { Every = new ByteSize(every * 4096), PagesPerStep = pagesPerStep, Backwards = backwards });
            return Enumerable.Range(0, 13).Where(page => heap.ContentOf(page) > 0).OrderBy(page => heap.ContentOf(page)).ToList();
        }
    }

    [Fact]
    public void No_page_of_an_empty_range_is_touched_however_it_is_asked_for()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline).Map(12);
        AccessPattern[] patterns = [AccessPattern.Default, new() { RandomPages = 3 }, new() { Every = 4.KiB(), Backwards = true }];
        foreach (AccessPattern pattern in patterns)
        {
            it.Expect(Errno.None, it.Main.Write(it.Pages(4, 4), pattern)).Expect(Errno.None, it.Main.Read(it.Pages(4, 4), pattern));
        }

        Assert.Equal((0, "none 48K"), (it.Main.Faults, it.Layout));
    }

    [Fact]
    public void Pages_are_read_as_a_pattern_says()
    {
        MemoryCase it = new MemoryCase(KernelModel.Mainline).Map(12);

        it.Expect(Errno.None, it.Heap.Read(new AccessPattern { Every = 16.KiB(), PagesPerStep = 3 }));

        Assert.Equal("3 x (zero 12K, none 4K)", it.Layout);
    }
}
