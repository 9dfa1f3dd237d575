namespace MthpDsl.Language;

/// <summary>Evaluates expressions, as far as the names in them are known. The first error wins.</summary>
internal sealed class ExpressionCalculator(Func<string, PartialValue?> find, long? pageSize)
{
    public EvaluationError? Error { get; private set; }

    public PartialValue? Evaluate(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal =>
            new(literal.Unit == LiteralUnit.None ? ValueKind.Count : ValueKind.Size, literal.Value),
        NameExpressionSyntax name => find(name.Name) ?? Fail(new(MeaningDiagnostics.UnknownName, name.Span, name.Name)),
        ParenthesizedExpressionSyntax parenthesized => Evaluate(parenthesized.Inner),
        PagesExpressionSyntax pages => EvaluatePages(pages),
        BinaryExpressionSyntax binary => EvaluateBinary(binary),
        _ => throw new InvalidOperationException("An expression of a kind that has no rule: " + expression.GetType().Name),
    };

    private PartialValue? EvaluatePages(PagesExpressionSyntax pages)
    {
        if (Evaluate(pages.Count) is not { } count)
        {
            return null;
        }

        if (count.Kind == ValueKind.Size)
        {
            return Fail(new(MeaningDiagnostics.CountWanted, pages.Count.Span, pages.Count.ToString(), "a number of pages"));
        }

        return Checked(pages, '*', count.Amount, pageSize, ValueKind.Size);
    }

    private PartialValue? EvaluateBinary(BinaryExpressionSyntax binary)
    {
        if (Evaluate(binary.Left) is not { } left || Evaluate(binary.Right) is not { } right)
        {
            return null;
        }

        if (binary.Operator is '/' or '%' && right.IsZero)
        {
            return Fail(new(MeaningDiagnostics.DivisionByZero, binary.Span, binary.Right.ToString()));
        }

        if (left.Kind is null || right.Kind is null)
        {
            return new(null, null);
        }

        ValueKind? kind = KindOf(binary.Operator, left, right);
        return kind is null
            ? Fail(new(MeaningDiagnostics.MixedKinds, binary.Span, binary.Operator.ToString(), Describe(left), Describe(right)))
            : Checked(binary, binary.Operator, left.Amount, right.Amount, kind.Value);
    }

    /// <summary>Sizes add to sizes and counts to counts; a bare 0 is either. A size may be multiplied or divided by a count.</summary>
    private static ValueKind? KindOf(char operation, PartialValue left, PartialValue right)
    {
        bool same = left.Kind == right.Kind;
        bool isSize = left.Kind == ValueKind.Size || right.Kind == ValueKind.Size;
        return operation switch
        {
            '+' or '-' or '%' when same => left.Kind,
            '+' or '-' when left.IsZero || right.IsZero => ValueKind.Size,
            '*' when same && isSize => null,
            '*' => isSize ? ValueKind.Size : ValueKind.Count,
            '/' when same => ValueKind.Count,
            '/' when left.Kind == ValueKind.Size => ValueKind.Size,
            _ => null,
        };
    }

    private PartialValue? Checked(ExpressionSyntax expression, char operation, long? left, long? right, ValueKind kind)
    {
        if (left is null || right is null)
        {
            return new(kind, null);
        }

        try
        {
            return new(kind, checked(operation switch
            {
                '+' => left + right,
                '-' => left - right,
                '*' => left * right,
                '/' => left / right,
                _ => left % right,
            }));
        }
        catch (OverflowException)
        {
            return Fail(new(MeaningDiagnostics.Overflow, expression.Span, expression.ToString()));
        }
    }

    private PartialValue? Fail(EvaluationError error)
    {
        Error ??= error;
        return null;
    }

    private static string Describe(PartialValue value) => value.Kind == ValueKind.Size ? "a size" : "a count";
}
