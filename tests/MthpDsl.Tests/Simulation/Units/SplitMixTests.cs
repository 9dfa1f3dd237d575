using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Units;

public sealed class SplitMixTests
{
    // The first five numbers of splitmix64 for the seed 1234567, as its reference implementation gives them.
    private static readonly ulong[] _reference =
        [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

    [Fact]
    public void Numbers_are_those_of_splitmix64()
    {
        var random = new SplitMix(seed: 1234567);
        Assert.Equal(_reference.Select(number => (long)(number >> 2)), _reference.Select(_ => random.Next(1L << 62)));
    }

    [Fact]
    public void A_clone_goes_on_from_here()
    {
        var random = new SplitMix(seed: 1);
        random.Next(512);
        SplitMix clone = random.Clone();
        Assert.Equal(random.Next(1L << 62), clone.Next(1L << 62));
    }
}
