using System.Collections.Immutable;
using MthpDsl.Language;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>
/// Lists of values on the command line: <c>a,b</c>, <c>0..511</c> with both ends, <c>0..511:64</c> in steps, <c>64K..2M*2</c> by a factor.
/// </summary>
/// <example><code>Console.WriteLine(string.Join(" ", SweepValues.Parse("0..2"))); // 0 1 2</code></example>
public static class SweepValues
{
    /// <summary>The most values a list may stand for.</summary>
    public const int Most = 1_000_000;

    /// <summary>Reads a list; what it names twice is kept once.</summary>
    /// <exception cref="SweepException">It is empty, too long, or holds a range that cannot be walked.</exception>
    public static ImmutableArray<string> Parse(string text)
    {
        List<string> values = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int dots = part.IndexOf("..", StringComparison.Ordinal);
            if (dots < 0)
            {
                values.Add(part);
            }
            else
            {
                AddRange(part, part[..dots], part[(dots + 2)..], values);
            }
        }

        return values.Count > 0
            ? [.. values.Distinct(StringComparer.Ordinal)]
            : throw new SweepException($"'{text}' holds no value. Write V,V or FROM..TO:STEP.");
    }

    /// <summary>A number or a size as the language writes it, or null where it is neither.</summary>
    public static ExpressionValue? TryNumber(string text)
    {
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        BoundScenario bound = ScenarioBinder.Bind(SourceText.From("given value in " + text + "\n", "VALUE"));
        return !bound.HasErrors && bound.Cases is [{ Values: [{ } only] }] ? only.Value : null;
    }

    private static void AddRange(string whole, string from, string rest, List<string> values)
    {
        int mark = rest.IndexOfAny([':', '*']);
        ExpressionValue? first = TryNumber(from);
        ExpressionValue? last = TryNumber(mark < 0 ? rest : rest[..mark]);
        ExpressionValue? step = mark < 0 ? new ExpressionValue(ValueKind.Count, 1) : TryNumber(rest[(mark + 1)..]);
        bool multiplies = mark >= 0 && rest[mark] == '*';
        if (first is null || last is null || step is null || first.Kind != last.Kind || (multiplies && step.Kind != ValueKind.Count))
        {
            throw new SweepException($"'{whole}' is no range. Write FROM..TO, FROM..TO:STEP or FROM..TO*FACTOR.");
        }

        if (first.Kind == ValueKind.Size && step.Kind != ValueKind.Size && !multiplies)
        {
            throw new SweepException($"'{whole}' needs a step that is a size, or a factor: {from}..{last}:4K, {from}..{last}*2.");
        }

        if (first.Amount > last.Amount || step.Amount < (multiplies ? 2 : 1) || (multiplies && first.Amount == 0))
        {
            throw new SweepException($"'{whole}' does not come to its end: FROM must not be above TO, nor the step too small.");
        }

        Walk(whole, first, last.Amount, step.Amount, multiplies, values);
    }

    private static void Walk(string whole, ExpressionValue first, long last, long step, bool multiplies, List<string> values)
    {
        long value = first.Amount;
        while (true)
        {
            values.Add((first with { Amount = value }).ToString());
            if (values.Count > Most)
            {
                throw new SweepException($"'{whole}' stands for more than {Most} values.");
            }

            if (multiplies ? value > last / step : value > last - step)
            {
                return;
            }

            value = multiplies ? value * step : value + step;
        }
    }
}
