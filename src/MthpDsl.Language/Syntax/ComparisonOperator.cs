namespace MthpDsl.Language;

/// <summary>How an expectation compares what is there with what was wanted.</summary>
public enum ComparisonOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>What the operators mean.</summary>
/// <example><code>Console.WriteLine(ComparisonOperator.GreaterOrEqual.Symbol()); // &gt;=</code></example>
public static class ComparisonOperators
{
    /// <summary>The operator as it is written.</summary>
    public static string Symbol(this ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    /// <summary>Whether the comparison holds.</summary>
    /// <param name="comparison">The operator.</param>
    /// <param name="actual">What is there, on the left.</param>
    /// <param name="expected">What was wanted, on the right.</param>
    public static bool Holds(this ComparisonOperator comparison, long actual, long expected) => comparison switch
    {
        ComparisonOperator.Equal => actual == expected,
        ComparisonOperator.NotEqual => actual != expected,
        ComparisonOperator.Less => actual < expected,
        ComparisonOperator.LessOrEqual => actual <= expected,
        ComparisonOperator.Greater => actual > expected,
        _ => actual >= expected,
    };
}
