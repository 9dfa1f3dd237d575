using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Units;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(4096, "4K")]
    [InlineData(1028 * 1024, "1028K")]
    [InlineData(2 << 20, "2M")]
    [InlineData(1L << 40, "1T")]
    [InlineData(100, "100")]
    public void A_size_prints_in_the_largest_unit_that_divides_it(long bytes, string text) =>
        Assert.Equal(text, new ByteSize(bytes).ToString());
}
