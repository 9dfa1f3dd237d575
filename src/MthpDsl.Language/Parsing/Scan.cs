using Sprache;

namespace MthpDsl.Language;

/// <summary>
/// Reads something at a position by hand, and moves the position behind it and the blanks after it. Null where it is not
/// there; the context then knows what was expected.
/// </summary>
internal delegate T? Scan<T>(ParseContext context, ref int position)
    where T : class;

/// <summary>Turns hand-written scans into Sprache rules, and the two combinators the rules use most.</summary>
internal static class ScanExtensions
{
    private static readonly string[] NoExpectations = [];

    public static Parser<T> AsRule<T>(this Scan<T> scan)
        where T : class => input =>
    {
        ParseInput at = (ParseInput)input;
        int position = at.Position;
        T? value = scan(at.Context, ref position);
        return value is null ? Failure<T>(input) : Result.Success(value, at.At(position));
    };

    /// <summary>The rule's value, or null where it does not match. What it expected is still remembered.</summary>
    public static Parser<T?> Maybe<T>(this Parser<T> rule)
        where T : class => input =>
    {
        IResult<T> result = rule(input);
        return result.WasSuccessful ? Result.Success<T?>(result.Value, result.Remainder) : Result.Success<T?>(null, input);
    };

    /// <summary>The first rule that matches.</summary>
    public static Parser<T> OneOf<T>(params Parser<T>[] rules) => input =>
    {
        foreach (Parser<T> rule in rules)
        {
            IResult<T> result = rule(input);
            if (result.WasSuccessful)
            {
                return result;
            }
        }

        return Failure<T>(input);
    };

    public static IResult<T> Failure<T>(IInput input) => Result.Failure<T>(input, "", NoExpectations);
}
