using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>Spec COLLAPSE D.1: the first pass of a daemon that an "always" started comes to the process that the next call registers.</summary>
public sealed class FirstPassTests
{
    [Theory]
    [InlineData("always", "", "2M pmd")]
    [InlineData("always", "write", "512 x 4K")]
    [InlineData("always", "map", "512 x 4K")]
    [InlineData("madvise", "", "512 x 4K")]
    public void It_is_under_way_until_time_goes_by_in_the_program(string enabled, string between, string layout)
    {
        MemoryCase it = new MemoryCase(KernelModel.Linux612).Map().WriteAll().Set("hugepages-2048kB/enabled", enabled);
        switch (between)
        {
            case "write":
                it.Write(0);
                break;
            case "map":
                it.Main.Map("other", 4.KiB());
                break;
        }

        it.Advise(Advice.Hugepage);

        Assert.Equal(layout, it.Layout);
    }
}
