using CsCheck;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

public sealed class FrameNumbersTests
{
    private static readonly Gen<long> Near = Gen.Long[5_000_000_000, 5_000_001_000];
    private static readonly Gen<long> Any = Gen.Frequency((20, Near), (2, Gen.Const(0L)), (1, Gen.Long[0, long.MaxValue / 2]));

    [Fact]
    public void Numbers_are_what_was_written_near_and_far() =>
        Gen.Select(Near, Gen.Bool, Gen.Select(Gen.Int[0, 511], Any).Array[1, 60]).Sample(
            (first, ascending, writes) =>
            {
                FrameNumbers numbers = default;
                Assert.False(numbers.AreKept);
                numbers.Keep(512, first, ascending, around: writes[0].Item2);
                long[] plain = [.. Enumerable.Range(0, 512).Select(i => ascending ? first + i : first)];
                foreach ((int i, long number) in writes)
                {
                    numbers.Set(i, number);
                    plain[i] = number;
                }

                FrameNumbers copy = numbers.Clone();
                numbers.Fill(100, 3, 77, ascending: true);
                Assert.Equal(plain, Enumerable.Range(0, 512).Select(i => copy[i]));
                Assert.Equal([77, 78, 79], [numbers[100], numbers[101], numbers[102]]);
            },
            iter: 300);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((long)uint.MaxValue)]
    [InlineData(uint.MaxValue + 1L)]
    public void A_number_at_the_end_of_what_32_bits_reach_is_kept_as_well(long distance)
    {
        const long Around = 5_000_000_000;
        FrameNumbers numbers = default;
        numbers.Keep(4, Around, ascending: true, Around);

        numbers.Set(2, Around - (1L << 31) + distance);

        Assert.Equal([Around, Around + 1, Around - (1L << 31) + distance, Around + 3], Enumerable.Range(0, 4).Select(i => numbers[i]));
    }
}
