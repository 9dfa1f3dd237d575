namespace MthpDsl.Scenarios.Running;

/// <summary>Ends a case that takes more than it may.</summary>
/// <param name="what">What there is too much of, as the beginning of a sentence.</param>
/// <param name="limit">How much there may be.</param>
/// <param name="option">The option that says otherwise.</param>
internal sealed class LimitException(string what, string limit, string option) : Exception($"{what} is more than {limit}")
{
    /// <summary>What there is too much of.</summary>
    public string What { get; } = what;

    /// <summary>How much there may be.</summary>
    public string Limit { get; } = limit;

    /// <summary>The option that says otherwise.</summary>
    public string Option { get; } = option;
}
