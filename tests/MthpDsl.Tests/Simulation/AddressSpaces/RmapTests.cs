using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

/// <summary>Spec MM 5.1: a folio of which some pages are mapped nowhere, and others are.</summary>
public sealed class RmapTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(511, 1)]
    [InlineData(512, 0)]
    public void A_folio_that_loses_its_leaf_is_partially_mapped_where_entries_map_a_part_of_it(int dropped, int deferred)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux618, "2048").Map().WriteAll();
        Process child = it.Main.Fork("child");
        it.Expect(Errno.None, child.Protect(it.Pages(0, 1), Protection.Read));
        it.Expect(Errno.None, child.Advise(it.Pages(0, dropped), Advice.Dontneed));
        Assert.Equal(0, it.Count(VmStat.ThpDeferredSplitPage));

        it.Expect(Errno.None, it.Heap.Unmap());

        Assert.Equal((deferred, deferred), (it.Count(VmStat.ThpDeferredSplitPage), it.Count(SizeStat.NrAnonPartiallyMapped, 2048)));
    }
}
