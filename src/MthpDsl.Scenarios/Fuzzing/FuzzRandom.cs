namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>SplitMix64: the same numbers for the same seed, on every machine and in every version.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to, and without, a limit.</summary>
    public int Next(int limit) => (int)(NextWord() % (ulong)limit);

    /// <summary>A number between two, both included.</summary>
    public int Between(int least, int most) => least + Next(most - least + 1);

    public bool Percent(int chance) => Next(100) < chance;

    public T PickFrom<T>(IReadOnlyList<T> values) => values[Next(values.Count)];

    public T Pick<T>(params ReadOnlySpan<T> values) => values[Next(values.Length)];

    public ulong NextWord()
    {
        ulong word = _state += 0x9E3779B97F4A7C15;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
