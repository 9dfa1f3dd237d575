namespace MthpDsl.Simulation;

/// <summary>The machine's random numbers: splitmix64, the same on every machine for the same seed.</summary>
/// <param name="seed">Any number.</param>
/// <example>
/// <code>
/// var random = new SplitMix(seed: 1);
/// Console.WriteLine(random.Next(512) == new SplitMix(1).Next(512)); // True
/// </code>
/// </example>
public sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public long Next(long limit)
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (long)Math.BigMul(z, (ulong)limit, out _);
    }

    /// <summary>Another one that goes on from here.</summary>
    public SplitMix Clone() => new(_state);
}
