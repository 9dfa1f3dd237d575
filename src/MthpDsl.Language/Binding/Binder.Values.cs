namespace MthpDsl.Language;

/// <content>Expressions: names, kinds, sizes, counts.</content>
internal sealed partial class Binder
{
    private readonly List<Dictionary<string, PartialValue>> _scopes = [new(StringComparer.Ordinal)];
    private readonly HashSet<string> _poisoned = new(StringComparer.Ordinal);
    private readonly List<string> _quotedByCSharp = [];
    private bool _anyNameMayExist;

    /// <summary>The base page size, where it is the same in every case.</summary>
    private long? _pageSize = MachineSettings.PageSizeDefault;

    /// <summary>Binds a name to values; one that is known is kept, several are not.</summary>
    public void DefineValue(NameSyntax name, IReadOnlyList<ExpressionSyntax> values)
    {
        PartialValue? first = null;
        foreach (ExpressionSyntax value in values)
        {
            PartialValue? known = Evaluate(value);
            if (first is { Kind: { } kind } && known is { Kind: { } other, IsZero: false } && kind != other && first != new PartialValue(kind, 0))
            {
                Report(MeaningDiagnostics.MixedValues, value.Span, value.ToString(), name.Text);
            }

            first ??= known;
        }

        CheckReserved(name, ReservedWords.OfValues);
        Dictionary<string, PartialValue> scope = _scopes[_scopes.Count - 1];
        if (FindValue(name.Text) is not null)
        {
            Report(MeaningDiagnostics.DuplicateName, name.Span, "The value", name.Text);
        }

        scope[name.Text] = first is null ? default : values.Count == 1 ? first.Value : first.Value with { Amount = null };
    }

    /// <summary>Checks a size; what it is in bytes, where that is the same in every case.</summary>
    public long? Size(ExpressionSyntax expression, SizeRules rules)
    {
        if (Evaluate(expression) is not { Kind: { } kind } value)
        {
            return null;
        }

        if (value.Amount is not { } amount)
        {
            if (kind == ValueKind.Count)
            {
                Report(ExpressionEvaluator.SizeWanted(expression));
            }

            return null;
        }

        Evaluated<long> size = ExpressionEvaluator.AsSize(expression, new(kind, amount));
        EvaluationError? error = size.Error ?? CheckSize(expression, size.Value, rules);
        if (error is not null)
        {
            Report(error);
            return null;
        }

        return size.Value;
    }

    /// <summary>Checks a count; what it is, where that is the same in every case.</summary>
    public long? Count(ExpressionSyntax expression, long min, long max, string what)
    {
        if (Evaluate(expression) is not { Kind: { } kind } value)
        {
            return null;
        }

        if (value.Amount is not { } amount)
        {
            if (kind == ValueKind.Size)
            {
                Report(MeaningDiagnostics.CountWanted, expression.Span, expression.ToString(), what);
            }

            return null;
        }

        Evaluated<long> count = ExpressionEvaluator.AsCount(expression, new(kind, amount), what);
        if (!count.IsOk)
        {
            Report(count.Error!);
            return null;
        }

        if (amount < min || amount > max)
        {
            string upTo = max == long.MaxValue ? "any number" : new ExpressionValue(ValueKind.Count, max).ToString();
            Report(MeaningDiagnostics.OutOfBounds, expression.Span, Sentence(what), min, upTo, amount);
            return null;
        }

        return amount;
    }

    /// <summary>Checks an address: a size or a count, in bytes.</summary>
    public void Address(ExpressionSyntax expression)
    {
        if (Evaluate(expression) is { Kind: { } kind, Amount: { } amount })
        {
            EvaluationError? error = amount < 0
                ? new(MeaningDiagnostics.Negative, expression.Span, expression.ToString(), new ExpressionValue(kind, amount).ToString())
                : CheckSize(expression, amount, SizeRules.Pages);
            if (error is not null)
            {
                Report(error);
            }
        }
    }

    /// <summary>Checks an order of the page allocator.</summary>
    public void Order(ExpressionSyntax expression) =>
        Count(expression, 0, PageSizes.MaxPageOrderOf(_pageSize ?? 65536), "an order");

    /// <summary>Checks what an expectation compares with: a count that is not below zero.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="most">The most there can be; null where that is not known.</param>
    public void Comparison(ComparisonSyntax comparison, string what, long? most = null) =>
        WarnIfNeverMet(comparison.Span, comparison.Operator, Count(comparison.Value, 0, long.MaxValue, what), most);

    /// <summary>Warns where no number from 0 to a largest one compares so.</summary>
    /// <param name="span">Where the value stands.</param>
    /// <param name="comparison">How the number is compared with the value.</param>
    /// <param name="value">The value; null where it is not known.</param>
    /// <param name="most">The largest number there can be; null where it is not known.</param>
    public void WarnIfNeverMet(TextSpan span, ComparisonOperator comparison, long? value, long? most)
    {
        if (value == 0 && comparison == ComparisonOperator.Less)
        {
            CanOnlyFail(span, "nothing is less than 0");
        }
        else if ((comparison == ComparisonOperator.Greater && value >= most)
            || (comparison is ComparisonOperator.Equal or ComparisonOperator.GreaterOrEqual && value > most))
        {
            CanOnlyFail(span, $"there is no more than {most}");
        }
    }

    /// <summary>What an expression is, as far as it is known; null where something is wrong, which is reported.</summary>
    private PartialValue? Evaluate(ExpressionSyntax expression)
    {
        if (expression is LiteralExpressionSyntax literal)
        {
            return new(literal.Unit == LiteralUnit.None ? ValueKind.Count : ValueKind.Size, literal.Value);
        }

        ExpressionCalculator calculator = new(FindOrPoisoned, _pageSize);
        PartialValue? value = calculator.Evaluate(expression);
        if (calculator.Error is { } error)
        {
            Report(error.Descriptor == MeaningDiagnostics.UnknownName ? WithMend(error) : error);
        }

        return value;
    }

    private PartialValue? FindOrPoisoned(string name) => FindValue(name) ?? (MayExist(name) ? default(PartialValue) : null);

    private PartialValue? FindValue(string name)
    {
        for (int i = _scopes.Count - 1; i >= 0; i--)
        {
            if (_scopes[i].TryGetValue(name, out PartialValue value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A broken statement may have meant to define the name, and C# that quotes it may do so.</summary>
    private bool MayExist(string name) => _anyNameMayExist || _poisoned.Contains(name) || _quotedByCSharp.Any(code => code.Contains("\"" + name + "\""));

    private EvaluationError WithMend(EvaluationError error)
    {
        string name = (string)error.Arguments[0];
        int minus = name.IndexOf('-');
        if (minus > 0 && FindValue(name.Substring(0, minus)) is not null)
        {
            string spaced = name.Substring(0, minus) + " - " + name.Substring(minus + 1);
            return error with { Mend = $"write '{spaced}'", Fix = new(error.Span, spaced) };
        }

        string? nearest = Suggestions.Nearest(name, _scopes.SelectMany(scope => scope.Keys));
        return nearest is null
            ? error
            : error with { Mend = Suggestions.DidYouMean(nearest), Fix = new(error.Span, nearest) };
    }

    private EvaluationError? CheckSize(ExpressionSyntax expression, long bytes, SizeRules rules)
    {
        if ((rules & SizeRules.Positive) != 0 && bytes == 0)
        {
            return new(MeaningDiagnostics.NotPositive, expression.Span, expression.ToString());
        }

        if ((rules & SizeRules.Pages) != 0 && _pageSize is { } page && bytes % page != 0)
        {
            return new(MeaningDiagnostics.NotWholePages, expression.Span, expression.ToString(), SizeFormat.Format(page));
        }

        return null;
    }

    private static string Sentence(string what) => char.ToUpperInvariant(what[0]) + what.Substring(1);
}
