using Sprache;

namespace MthpDsl.Language;

/// <summary>Comparisons: <c>= != &lt; &lt;= &gt; &gt;=</c>, and what stands behind them.</summary>
internal static class ComparisonRules
{
    // Longer signs first.
    private static readonly (string Sign, OperatorToken Token)[] Signs =
    [
        ("!=", new(ComparisonOperator.NotEqual)),
        ("<=", new(ComparisonOperator.LessOrEqual)),
        (">=", new(ComparisonOperator.GreaterOrEqual)),
        ("=", new(ComparisonOperator.Equal)),
        ("<", new(ComparisonOperator.Less)),
        (">", new(ComparisonOperator.Greater)),
    ];

    public static readonly Parser<OperatorToken> Operator = new Scan<OperatorToken>(Scan).AsRule();

    public static readonly Parser<ComparisonSyntax> Count = With(ExpressionRules.Count);

    public static readonly Parser<ComparisonSyntax> Value = With(ExpressionRules.Value);

    private static Parser<ComparisonSyntax> With(Parser<ExpressionSyntax> value) =>
        from sign in Operator
        from expected in value
        select new ComparisonSyntax(sign.Operator, expected) { Span = expected.Span };

    private static OperatorToken? Scan(ParseContext context, ref int position)
    {
        foreach ((string sign, OperatorToken token) in Signs)
        {
            if (Lexemes.TrySign(context, ref position, sign, null))
            {
                return token;
            }
        }

        context.Expected(position, "a comparison such as '='");
        return null;
    }

    /// <summary>An operator that was read.</summary>
    internal sealed class OperatorToken(ComparisonOperator comparison)
    {
        public ComparisonOperator Operator { get; } = comparison;
    }
}
