namespace MthpDsl.Language;

/// <summary>Expressions to values, when all names are bound. Overflow and division by zero are errors, never exceptions.</summary>
public static class ExpressionEvaluator
{
    /// <summary>The value of an expression.</summary>
    public static Evaluated<ExpressionValue> Evaluate(ExpressionSyntax expression, EvaluationContext context)
    {
        ExpressionCalculator calculator = new(context.Find, context.PageSize);
        return calculator.Evaluate(expression) is { Kind: { } kind, Amount: { } amount }
            ? new(new(kind, amount), null)
            : new(null!, calculator.Error);
    }

    /// <summary>The value of an expression that is a size; a bare 0 is one as well.</summary>
    /// <returns>Bytes, not negative.</returns>
    public static Evaluated<long> EvaluateSize(ExpressionSyntax expression, EvaluationContext context)
    {
        Evaluated<ExpressionValue> value = Evaluate(expression, context);
        return value.IsOk ? AsSize(expression, value.Value) : new(0, value.Error);
    }

    /// <summary>The value of an expression that is a count.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="context">What it is evaluated against.</param>
    /// <param name="what">What it counts, for the message: <c>a number of pages</c>.</param>
    /// <returns>The count, not negative.</returns>
    public static Evaluated<long> EvaluateCount(ExpressionSyntax expression, EvaluationContext context, string what = "a number")
    {
        Evaluated<ExpressionValue> value = Evaluate(expression, context);
        return value.IsOk ? AsCount(expression, value.Value, what) : new(0, value.Error);
    }

    /// <summary>The value of an expression that is an address: a size or a bare number.</summary>
    /// <returns>Bytes, not negative.</returns>
    public static Evaluated<long> EvaluateAddress(ExpressionSyntax expression, EvaluationContext context)
    {
        Evaluated<ExpressionValue> value = Evaluate(expression, context);
        return value.IsOk ? AsSize(expression, value.Value with { Kind = ValueKind.Size }) : new(0, value.Error);
    }

    internal static Evaluated<long> AsSize(ExpressionSyntax expression, ExpressionValue value)
    {
        if (value.Kind == ValueKind.Count && value.Amount != 0)
        {
            return new(0, SizeWanted(expression));
        }

        return value.Amount < 0
            ? new(0, new(MeaningDiagnostics.Negative, expression.Span, expression.ToString(), value.ToString()))
            : new(value.Amount, null);
    }

    internal static Evaluated<long> AsCount(ExpressionSyntax expression, ExpressionValue value, string what)
    {
        if (value.Kind == ValueKind.Size)
        {
            return new(0, new(MeaningDiagnostics.CountWanted, expression.Span, expression.ToString(), what));
        }

        return value.Amount < 0
            ? new(0, new(MeaningDiagnostics.Negative, expression.Span, expression.ToString(), value.ToString()))
            : new(value.Amount, null);
    }

    internal static EvaluationError SizeWanted(ExpressionSyntax expression)
    {
        string text = expression.ToString();
        bool simple = expression is LiteralExpressionSyntax;
        return new(MeaningDiagnostics.SizeWanted, expression.Span, text)
        {
            Mend = simple ? $"write '{text}K', or '{text} pages'" : "multiply it by a size, such as 4K",
            Fix = simple ? new(expression.Span, text + "K") : null,
        };
    }
}
