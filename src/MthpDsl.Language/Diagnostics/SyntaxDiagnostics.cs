namespace MthpDsl.Language;

/// <summary>MTHP1xxx: the text cannot be read.</summary>
internal static class SyntaxDiagnostics
{
    public static readonly DiagnosticDescriptor NotText = new(
        "MTHP1001",
        "not a text",
        "This is no text: it holds a NUL character.",
        "A scenario is a text in UTF-8. Was the right file named?",
        "scenario \"a\0b\"",
        "scenario \"a b\"");

    public static readonly DiagnosticDescriptor UnknownStatement = new(
        "MTHP1002",
        "unknown statement",
        "'{0}' is no statement.",
        "A line begins with one of the language's keywords, in lower case. 'mthp help' lists them.",
        "mpa heap 2M",
        "map heap 2M");

    public static readonly DiagnosticDescriptor Unexpected = new(
        "MTHP1003",
        "something else expected",
        "Expected {0}, found {1}.",
        "The statement cannot go on like this. 'mthp help STATEMENT' shows its grammar and an example.",
        "map heap 2M\nwrite heap every",
        "map heap 2M\nwrite heap every 64K");

    public static readonly DiagnosticDescriptor UnterminatedString = new(
        "MTHP1004",
        "string not closed",
        "The string has no closing quote on its line.",
        "A string stands between two quotes on one line.",
        "scenario \"one scan",
        "scenario \"one scan\"");

    public static readonly DiagnosticDescriptor BadEscape = new(
        "MTHP1005",
        "unknown escape",
        "A backslash in a string stands before a quote or another backslash.",
        "Write \\\" for a quote and \\\\ for a backslash; nothing else needs an escape.",
        "scenario \"one\\nscan\"",
        "scenario \"one scan\"");

    public static readonly DiagnosticDescriptor BadUnit = new(
        "MTHP1006",
        "unknown unit",
        "'{0}' is neither a size nor a number.",
        "A size is a number and one of K, M, G and T (KiB, kB and so on as well), all powers of 1024; a count is a bare number.",
        "map heap 2MB",
        "map heap 2M");

    public static readonly DiagnosticDescriptor NotWhole = new(
        "MTHP1007",
        "not a whole number",
        "'{0}' is not a whole number.",
        "Sizes and counts are whole numbers: write 1536K for one and a half M.",
        "map heap 1.5M",
        "map heap 1536K");

    public static readonly DiagnosticDescriptor NumberTooLarge = new(
        "MTHP1008",
        "number too large",
        "'{0}' is larger than any number here: sizes end below 8388608T.",
        "Sizes and counts are 63-bit numbers.",
        "map heap 9_000_000_000T",
        "map heap 1T");

    public static readonly DiagnosticDescriptor NotARange = new(
        "MTHP1009",
        "not a range",
        "'{0}' is no range: between the brackets stand a start and an end, or a page.",
        "A range is half open: heap[64K..80K], heap[..64K], heap[^64K..]; in base pages heap[page 3] or heap[pages 3..7].",
        "map heap 2M\nwrite heap[64K + 16K]",
        "map heap 2M\nwrite heap[64K..80K]");

    public static readonly DiagnosticDescriptor BlockNotClosed = new(
        "MTHP1010",
        "block not closed",
        "The block that begins here is not closed.",
        "Every { at the end of a line has its } on a line of its own.",
        "map heap 2M\nrepeat 2 {\n  write heap",
        "map heap 2M\nrepeat 2 {\n  write heap\n}");

    public static readonly DiagnosticDescriptor StrayBrace = new(
        "MTHP1011",
        "brace that closes nothing",
        "This '}' closes nothing.",
        "A } stands on a line of its own and closes the nearest { above that is still open.",
        "map heap 2M\nwrite heap\n}",
        "map heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor BlockOnOneLine = new(
        "MTHP1012",
        "block on one line",
        "The lines of a block stand below its '{', not behind it.",
        "A block is { at the end of a line, its lines, and } on a line of its own.",
        "map heap 2M\nrepeat 2 { write heap }",
        "map heap 2M\nrepeat 2 {\n  write heap\n}");

    public static readonly DiagnosticDescriptor NestedTooDeeply = new(
        "MTHP1013",
        "nested too deeply",
        "Statements can stand {0} deep inside each other, and this is one more.",
        "No scenario that people read is nested so deeply; write the inner part as a file and include it.",
        string.Concat(Enumerable.Repeat("in main ", SyntaxLimits.NestingDepthMax)) + "drop-caches",
        "in main drop-caches");

    public static readonly DiagnosticDescriptor ParenthesesTooDeep = new(
        "MTHP1014",
        "too many parentheses",
        "Parentheses can stand {0} deep inside each other, and this is one more.",
        "Give an inner part a name with let.",
        "let n = " + new string('(', SyntaxLimits.ParenthesesDepthMax + 1) + "1" + new string(')', SyntaxLimits.ParenthesesDepthMax + 1),
        "let n = 1");

    public static readonly DiagnosticDescriptor ExpressionTooLong = new(
        "MTHP1015",
        "expression too long",
        "An expression holds at most {0} operators.",
        "Give a part of it a name with let.",
        "let n = 1" + string.Concat(Enumerable.Repeat(" + 1", SyntaxLimits.OperatorsMax + 1)),
        "let n = 258");

    public static readonly DiagnosticDescriptor TooManyMistakes = new(
        "MTHP1016",
        "too many mistakes",
        "More than {0} mistakes: the rest is not reported.",
        "Mend the first ones; often the others go with them.",
        string.Join("\n", Enumerable.Repeat("mpa heap 2M", SyntaxLimits.DiagnosticsMax + 1)),
        "map heap 2M");

    public static readonly DiagnosticDescriptor CSharpNotClosed = new(
        "MTHP1017",
        "C# not closed",
        "The block of C# that begins here is not closed: its braces do not match.",
        "The braces of C# have to match, but for those in its strings, characters and comments.",
        "do { if (true) {",
        "do { if (true) { } }");

    public static readonly DiagnosticDescriptor UnknownSetting = new(
        "MTHP1018",
        "unknown setting",
        "'{0}' is no setting of the machine.",
        "The settings are memory, page-size, arch, swap and seed, one a line.",
        "machine {\n  memroy 1G\n}\nmap heap 2M",
        "machine {\n  memory 1G\n}\nmap heap 2M");

    public static readonly DiagnosticDescriptor BadTime = new(
        "MTHP1019",
        "not a time",
        "'{0}' is no time.",
        "A time is a whole number and ms, s or m: 500ms, 30s, 5m.",
        "khugepaged run 1h",
        "khugepaged run 60m");

    public static readonly DiagnosticDescriptor NameTooLong = new(
        "MTHP1020",
        "name too long",
        "A name has at most {0} characters.",
        "Choose a shorter one.",
        "map " + new string('a', SyntaxLimits.NameLengthMax + 1) + " 2M",
        "map heap 2M");

    public static readonly DiagnosticDescriptor StrayOpenBrace = new(
        "MTHP1021",
        "brace that opens nothing",
        "A block begins at the end of its statement's line, not on a line of its own.",
        "Put the { behind the statement it belongs to.",
        "map heap 2M\n{\n  write heap\n}",
        "map heap 2M\nrepeat 1 {\n  write heap\n}");

    public static readonly DiagnosticDescriptor NotUtf8 = new(
        "MTHP1022",
        "not UTF-8",
        "This is no text in UTF-8.",
        "Save the file as UTF-8. Was the right file named?",
        "",
        "map heap 2M");

    public static DiagnosticDescriptor[] All =>
    [
        NotText, UnknownStatement, Unexpected, UnterminatedString, BadEscape, BadUnit, NotWhole, NumberTooLarge, NotARange, BlockNotClosed,
        StrayBrace, BlockOnOneLine, NestedTooDeeply, ParenthesesTooDeep, ExpressionTooLong, TooManyMistakes, CSharpNotClosed, UnknownSetting,
        BadTime, NameTooLong, StrayOpenBrace, NotUtf8,
    ];
}
