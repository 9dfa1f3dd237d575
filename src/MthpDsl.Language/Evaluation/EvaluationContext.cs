namespace MthpDsl.Language;

/// <summary>What expressions are evaluated against: the page size, and the names that are bound at this moment.</summary>
/// <param name="PageSize">The base page size in bytes: what <c>3 pages</c> is three of.</param>
/// <param name="Values">The values of <c>given</c>, <c>for</c> and <c>let</c>.</param>
public sealed record EvaluationContext(long PageSize, IReadOnlyDictionary<string, ExpressionValue> Values)
{
    /// <summary>4K pages and no names.</summary>
    public static EvaluationContext Default { get; } = new(4096, new Dictionary<string, ExpressionValue>());

    internal PartialValue? Find(string name) =>
        Values.TryGetValue(name, out ExpressionValue? value) ? new(value.Kind, value.Amount) : null;
}
