using Sprache;

namespace MthpDsl.Benchmarks;

/// <summary>
/// A part of the language as one writes it in Sprache at first: the stock input, letters parsed one by one, alternatives
/// instead of dispatch, the whole file at once. The yardstick for the parser.
/// </summary>
internal static class NaiveGrammar
{
    private static readonly Parser<string> Name =
        Parse.Identifier(Parse.Letter.Or(Parse.Char('_')), Parse.LetterOrDigit.Or(Parse.Chars("_-"))).Then(name => Parse.Chars(' ', '\t').Many().Return(name));

    private static readonly Parser<string> Number =
        from digits in Parse.Digit.AtLeastOnce().Text()
        from unit in Parse.Chars("KMGT").Optional()
        from blanks in Parse.Chars(' ', '\t').Many()
        select digits + unit.GetOrElse('B');

    private static readonly Parser<string> State =
        Word("pmd").Or(Word("pte")).Or(Word("shared")).Or(Word("exclusive"));

    private static readonly Parser<string> Item =
        (from kind in Word("none").Or(Word("zero")).Or(Word("swap")) from size in Number select kind + size)
        .Or(from count in Number from x in Word("x") from open in Sign("(") from inner in Parse.Ref(() => Layout) from close in Sign(")") select inner)
        .Or(from count in Number from x in Word("x") from size in Number from states in State.Many() select size)
        .Or(from size in Number from states in State.Many() select size);

    private static readonly Parser<string> Layout =
        from items in Item.DelimitedBy(Parse.Char(',').Then(_ => Parse.WhiteSpace.Many()))
        select string.Join(",", items);

    private static readonly Parser<string> Range =
        from name in Name
        from bounds in (
            from open in Sign("[")
            from start in Number.Optional()
            from dots in Sign("..")
            from end in Number.Optional()
            from close in Sign("]")
            select start.GetOrElse("") + end.GetOrElse("")).Optional()
        select name + bounds.GetOrElse("");

    private static readonly Parser<string> Statement =
        (from keyword in Word("map") from name in Name from size in Number select name)
        .Or(from keyword in Word("write") from range in Range select range)
        .Or(from keyword in Word("read") from range in Range select range)
        .Or(from keyword in Word("madvise") from range in Range from advice in Name select range)
        .Or(from keyword in Word("sysfs") from path in Parse.CharExcept(" =\n").Many().Text() from sign in Sign(" = ") from value in Parse.CharExcept('\n').Many().Text() select path)
        .Or(from keyword in Word("khugepaged") from scan in Word("scan") from count in Number.Optional() select scan)
        .Or(from keyword in Word("expect") from range in Range from sign in Sign("=") from layout in Layout select range);

    /// <summary>Statements to the end of the file.</summary>
    public static readonly Parser<IEnumerable<string>> File =
        (from statement in Statement from eol in Parse.WhiteSpace.AtLeastOnce() select statement).Many().End();

    private static Parser<string> Word(string word) =>
        Parse.String(word).Text().Then(text => Parse.Chars(' ', '\t').Many().Return(text));

    private static Parser<string> Sign(string sign) =>
        Parse.String(sign).Text().Then(text => Parse.Chars(' ', '\t').Many().Return(text));
}
