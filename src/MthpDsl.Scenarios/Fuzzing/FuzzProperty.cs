namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>Something that holds of every scenario.</summary>
/// <param name="Name">What the property is called: <c>content</c>, <c>repeats</c> …</param>
/// <param name="OneIn">It is tried with one scenario in so many; 1 for all.</param>
/// <param name="Fault">What is wrong with a scenario that ran, in a sentence; null where the property holds.</param>
internal sealed record FuzzProperty(string Name, int OneIn, Func<FuzzSubject, string?> Fault);

/// <summary>A scenario for which a property does not hold.</summary>
/// <param name="Seed">The seed that made it.</param>
/// <param name="Property">The property.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Text">The smallest scenario found for which it does not hold either.</param>
internal sealed record FuzzFailure(ulong Seed, string Property, string Message, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Property}, seed {Seed}: {Message}\n{Text}";
}
