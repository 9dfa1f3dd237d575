using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>min_free_kbytes (spec MM 7.1, 7.4).</summary>
public sealed class WatermarksTests
{
    // The table above init_per_zone_wmark_min; a machine of one zone has a whole number of pages of it.
    [Theory]
    [InlineData(16, 512)]
    [InlineData(32, 724)]
    [InlineData(64, 1024)]
    [InlineData(128, 1448)]
    [InlineData(256, 2048)]
    [InlineData(512, 2896)]
    [InlineData(1024, 4096)]
    [InlineData(2048, 5792)]
    [InlineData(4096, 8192)]
    [InlineData(8192, 11584)]
    [InlineData(16384, 16384)]
    public void What_stays_free_grows_with_the_root_of_memory(long mebibytes, long kibibytes) =>
        Assert.Equal(kibibytes, 4 * Of4K(mebibytes).Min(pmdOrderEnabled: false));

    [Theory]
    [InlineData(64, 16384 / 20)]
    [InlineData(4096, 11 * 512)]
    [InlineData(1 << 20, 32768)]
    [InlineData(1 << 24, 65536)]
    public void The_PMD_size_raises_it_to_eleven_pageblocks_but_never_above_a_twentieth(long mebibytes, long pages) =>
        Assert.Equal(pages, Of4K(mebibytes).Min(pmdOrderEnabled: true));

    private static Watermarks Of4K(long mebibytes) => new(PageGeometry.Pages4K, mebibytes << 8);
}
