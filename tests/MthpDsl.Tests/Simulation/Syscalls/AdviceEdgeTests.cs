using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Syscalls;

/// <summary>Advice for nothing, for what has it already, and for a part; and whom it makes known to khugepaged (MM 1.4, 4).</summary>
public sealed class AdviceEdgeTests
{
    [Theory]
    [InlineData(Advice.Cold)]
    [InlineData(Advice.Free)]
    [InlineData(Advice.Willneed)]
    public void Advice_for_nothing_does_nothing(Advice advice)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(16).Write(0);

        it.Advise(advice, 3, 3);

        Assert.Equal(1, it.Machine.LruAddBatch.Count);
    }

    [Fact]
    public void Advice_that_changes_nothing_splits_nothing()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll().Advise(Advice.Hugepage).Advise(Advice.Hugepage, 0, 1);

        Assert.Equal(("2M pmd", 0), (it.Layout, it.Count(VmStat.ThpSplitPmd)));
    }

    [Fact]
    public void Advice_for_large_folios_registers_memory_that_was_advised_against_them()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map().WriteAll().Advise(Advice.Nohugepage).Set("hugepages-2048kB/enabled", "always");
        Assert.Empty(it.Machine.Khugepaged.Registered);

        it.Advise(Advice.Hugepage);

        Assert.Equal(["main"], it.Machine.Khugepaged.Registered);
    }

    [Fact]
    public void A_collapse_of_a_hole_does_not_ask_what_lies_behind_it()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(1024).WriteAll().Advise(Advice.Nohugepage, 512, 1024);
        it.Expect(Errno.EINVAL, it.Main.Advise(it.Pages(512, 1024), Advice.Collapse));
        it.Expect(Errno.None, it.Main.Unmap(it.Pages(0, 512)));

        it.Expect(Errno.ENOMEM, it.Main.Advise(it.Pages(0, 512), Advice.Collapse));
    }

    [Fact]
    public void A_large_folio_with_a_hole_is_not_locked()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "64").Map(32).WriteAll().Advise(Advice.Dontneed, 12, 16);

        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));

        Assert.Equal("part 48K of 64K at 0K, 4 x 4K, 64K", it.Layout);
        Assert.Equal([false, true, true], new[] { 0, 12, 16 }.Select(page => IsLocked(it.Main, it, page)));
    }

    [Theory]
    [InlineData("64", 16)]
    [InlineData("none", 512)]
    public void What_is_unmapped_is_not_locked_any_more_for_those_who_still_map_it(string size, int pages)
    {
        MemoryCase it = size == "none" ? new MemoryCase(KernelModel.Linux618) : new MemoryCase(KernelModel.Linux618, size);
        it.Map(pages).WriteAll().Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, it.Main.Lock(it.Heap.Range));
        Assert.True(IsLocked(child, it, pages - 1));

        it.Expect(Errno.None, it.Main.Unmap(it.Heap.Range));

        Assert.False(IsLocked(child, it, pages - 1));
    }

    private static bool IsLocked(Process process, MemoryCase it, int page)
    {
        FrameTable frames = it.Machine.Frames;
        return frames.Has(frames.Head(process.Mm.Pages.ReadPte((it.Heap.Range.Start >> 12) + page).Payload), FolioFlags.Mlocked);
    }
}
