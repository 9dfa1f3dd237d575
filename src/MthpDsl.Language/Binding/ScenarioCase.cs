namespace MthpDsl.Language;

/// <summary>One combination of the values of <c>given</c>.</summary>
/// <param name="Values">The names and their values, in the order of the statements; empty where there is no given.</param>
public sealed record ScenarioCase(IReadOnlyList<KeyValuePair<string, ExpressionValue>> Values)
{
    /// <summary>A fresh table of the values, for the names a run binds.</summary>
    public Dictionary<string, ExpressionValue> ToDictionary()
    {
        Dictionary<string, ExpressionValue> table = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, ExpressionValue> pair in Values)
        {
            table.Add(pair.Key, pair.Value);
        }

        return table;
    }

    /// <summary><c>size=64K, n=3</c>.</summary>
    public override string ToString() => string.Join(", ", Values.Select(pair => $"{pair.Key}={pair.Value}"));
}
