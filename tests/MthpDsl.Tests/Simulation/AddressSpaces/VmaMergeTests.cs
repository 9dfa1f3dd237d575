using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

/// <summary>Spec MM 4.11: when VMAs become one again.</summary>
public sealed class VmaMergeTests
{
    private static MemoryCase ThreeVmas(KernelModel kernel)
    {
        MemoryCase it = new MemoryCase(kernel).Map(48);
        it.Expect(Errno.None, it.Main.Protect(it.Pages(16, 32), Protection.Read));
        Assert.Equal(3, it.Main.CountVmas(it.Heap.Range));
        return it;
    }

    [Fact]
    public void VMAs_that_were_never_faulted_merge()
    {
        MemoryCase it = ThreeVmas(KernelModel.Linux612);
        it.Expect(Errno.None, it.Main.Protect(it.Pages(16, 32), Protection.Write));

        Assert.Equal(1, it.Main.CountVmas(it.Heap.Range));
    }

    [Fact]
    public void A_VMA_never_faulted_merges_with_a_faulted_neighbour()
    {
        MemoryCase it = ThreeVmas(KernelModel.Linux612).Write(0);
        it.Expect(Errno.None, it.Main.Protect(it.Pages(16, 32), Protection.Write));

        Assert.Equal(1, it.Main.CountVmas(it.Heap.Range));
    }

    [Fact]
    public void Before_6_16_a_faulted_VMA_did_not_merge_into_neighbours_that_were_not()
    {
        int Vmas(KernelModel kernel)
        {
            MemoryCase it = new MemoryCase(kernel).Map(48);
            it.Expect(Errno.None, it.Main.Protect(it.Pages(0, 16), Protection.Read));
            it.Expect(Errno.None, it.Main.Protect(it.Pages(32, 48), Protection.Read));
            it.Write(20);
            it.Expect(Errno.None, it.Main.Protect(it.Pages(16, 32), Protection.Read));
            return it.Main.CountVmas(it.Heap.Range);
        }

        Assert.Equal(3, Vmas(KernelModel.Linux612));
        Assert.Equal(1, Vmas(KernelModel.Linux618));
    }

    [Fact]
    public void Neighbours_faulted_one_after_the_other_share_an_anon_vma_and_merge()
    {
        MemoryCase it = ThreeVmas(KernelModel.Linux612).Write(0, 40);
        it.Expect(Errno.None, it.Main.Protect(it.Pages(16, 32), Protection.Write));

        // The read-only VMA between them was not faulted when the third one was, so the third got an anon_vma of its own.
        Assert.Equal(2, it.Main.CountVmas(it.Heap.Range));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_neighbour_on_either_side_that_differs_in_access_only_lends_its_anon_vma(bool isAbove)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(32);
        (int lender, int borrower) = isAbove ? (16, 0) : (0, 16);
        Protect(borrower, Protection.Read);
        it.Write(lender);
        Protect(lender, Protection.None);
        Protect(borrower, Protection.Write);
        it.Write(borrower);

        Protect(lender, Protection.Write);

        Assert.Equal(1, it.Main.CountVmas(it.Heap.Range));

        void Protect(int first, Protection protection) => it.Expect(Errno.None, it.Main.Protect(it.Pages(first, first + 16), protection));
    }

    [Fact]
    public void A_neighbour_whose_pages_have_other_indexes_lends_none()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(48).WriteAll().Advise(Advice.Hugepage, 16, 48);
        VirtualRange old = it.Pages(0, 16);
        it.Expect(Errno.None, it.Main.Move(old, "below", new MapPlacement { Address = old.Start - old.Length }, out _));
        it.Expect(Errno.None, it.Main.TryMap("new", MemoryCase.Size(16), new MapPlacement { Address = old.Start }, out _));
        it.Write(0);

        // What lies above has the anon_vma of what was moved below; the new pages would have it too, and merge.
        it.Advise(Advice.Hugepage, 0, 16);

        Assert.Equal(2, it.Main.CountVmas(it.Heap.Range));
    }

    [Fact]
    public void VMAs_inherited_over_fork_stay_apart()
    {
        MemoryCase it = ThreeVmas(KernelModel.Linux618).Write(0);
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, child.Protect(it.Pages(16, 32), Protection.Write));

        // The middle was never faulted, the child's first VMA is linked to its parent's anon_vma: only the two unfaulted ones merge.
        Assert.Equal(2, child.CountVmas(it.Heap.Range));
    }

    [Fact]
    public void One_inherited_over_fork_does_not_merge_into_an_unfaulted_neighbour_either()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(8).WriteAll();
        Process child = it.Main.Fork("child");
        var both = new VirtualRange(it.Heap.Range.Start, 64 << 10);
        foreach (Process process in new[] { it.Main, child })
        {
            process.Map("next", 32.KiB(), new MapPlacement { After = it.Heap });
            it.Expect(Errno.None, process.Protect(it.Heap.Range, Protection.Read));
            it.Expect(Errno.None, process.Protect(it.Heap.Range, Protection.Write));
        }

        Assert.Equal((1, 2), (it.Main.CountVmas(both), child.CountVmas(both)));

        // But the copy that mremap makes of it does.
        it.Expect(Errno.None, child.Move(it.Heap.Range, "away", MapPlacement.Default, out Mapping? away));
        it.Expect(Errno.None, child.Move(away!.Range, null, new MapPlacement { Address = it.Heap.Range.Start }, out _));
        Assert.Equal(1, child.CountVmas(both));
    }

    [Fact]
    public void A_merge_registers_with_khugepaged_and_a_change_without_one_does_not()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map().WriteAll().Set("hugepages-2048kB/enabled", "always");
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Read));
        it.Expect(Errno.None, it.Main.Protect(it.Heap.Range, Protection.Write));
        Assert.Empty(it.Machine.Khugepaged.Registered);

        it.Main.Map("next", 4.KiB(), new MapPlacement { After = it.Heap });

        Assert.Equal(["main"], it.Machine.Khugepaged.Registered);
    }

    [Fact]
    public void A_VMA_that_was_moved_back_merges_again_and_one_moved_away_does_not()
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618).Map(48).WriteAll();
        long address = it.Heap.Range.Start + (16 << 12);
        it.Expect(Errno.None, it.Main.Move(it.Pages(16, 32), "part", MapPlacement.Default, out Mapping? part));
        Assert.Equal(2, it.Main.CountVmas(it.Heap.Range));

        it.Expect(Errno.None, it.Main.Move(part!.Range, null, new MapPlacement { Address = address }, out _));

        Assert.Equal(("48 x 4K", 1), (it.Layout, it.Main.CountVmas(it.Heap.Range)));
    }
}
