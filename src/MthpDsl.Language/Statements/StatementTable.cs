using Sprache;

namespace MthpDsl.Language;

/// <summary>
/// Every statement once. The parser, help, completion, the grammar and the editors' grammar are made from this table or
/// checked against it; a new statement is a file in this folder, an operation, and a row here.
/// </summary>
/// <example><code>Console.WriteLine(StatementTable.Find("madvise")!.Keywords[0]); // madvise</code></example>
public static class StatementTable
{
    /// <summary>The statements, in the order help shows them. <c>expect</c> stands once; its forms are <see cref="Expectations"/>.</summary>
    public static IReadOnlyList<StatementDefinition> Statements { get; } =
    [
        ScenarioStatement.Row,
        KernelStatement.Row,
        GivenStatement.Row,
        MachineStatement.Row,
        IncludeStatement.Row,
        SysfsStatement.Row,
        MapStatement.Row,
        UnmapStatement.Row,
        ProtectStatement.Row,
        MoveStatement.Row,
        ResizeStatement.Row,
        TouchStatement.Row,
        MadviseStatement.Row,
        LockStatement.Row,
        PinStatement.Row,
        IdleStatement.Row,
        UffdStatement.Row,
        ForkStatement.Row,
        InStatement.Row,
        ExitStatement.Row,
        ThpStatement.Row,
        LimitStatement.Row,
        FragmentStatement.Row,
        FailStatement.Row,
        ReclaimStatement.Row,
        DropCachesStatement.Row,
        SplitStatement.Row,
        SwapStatement.Row,
        KhugepagedStatement.Row,
        AtStatement.Row,
        LetStatement.Row,
        ForStatement.Row,
        RepeatStatement.Row,
        SnapshotStatement.Row,
        DoStatement.Row,
    ];

    /// <summary>The forms of <c>expect</c>.</summary>
    public static IReadOnlyList<StatementDefinition> Expectations { get; } =
    [
        ExpectLayout.Row,
        ExpectItem.Row,
        ExpectCoverage.Row,
        ExpectSysfs.Row,
        ExpectVmstat.Row,
        ExpectSmaps.Row,
        ExpectVmas.Row,
        ExpectFaults.Row,
        ExpectTlb.Row,
        ExpectLru.Row,
        ExpectCharged.Row,
        ExpectTrace.Row,
        ExpectKept.Row,
        ExpectContent.Row,
        ExpectFailure.Row,
        ExpectCSharp.Row,
    ];

    // A rule is put together when its keyword is first met: a scenario uses few of them.
    private static readonly Dictionary<string, Lazy<Parser<StatementSyntax>>> Rules = BuildRules();

    /// <summary>Every word a statement can begin with, in the order of the table.</summary>
    public static IReadOnlyList<string> Keywords { get; } = [.. Statements.SelectMany(row => row.Keywords), "expect"];

    /// <summary>All rows: statements, then expectations.</summary>
    public static IEnumerable<StatementDefinition> All => Statements.Concat(Expectations);

    /// <summary>The row of a keyword, or of a row's name; null where there is none.</summary>
    /// <param name="word"><c>write</c>, <c>touch</c>, <c>expect-coverage</c>; of <c>expect</c> itself its first form.</param>
    public static StatementDefinition? Find(string word) => word == "expect"
        ? ExpectLayout.Row
        : Statements.FirstOrDefault(row => row.Keywords.Contains(word)) ?? All.FirstOrDefault(row => row.Name == word);

    internal static Parser<StatementSyntax>? RuleOf(string keyword) =>
        Rules.TryGetValue(keyword, out Lazy<Parser<StatementSyntax>>? rule) ? rule.Value : null;

    private static Dictionary<string, Lazy<Parser<StatementSyntax>>> BuildRules()
    {
        Dictionary<string, Lazy<Parser<StatementSyntax>>> rules = new()
        {
            ["expect"] = new(() => input => ExpectationRules.Expectation(input)),
        };
        foreach (StatementDefinition row in Statements)
        {
            foreach (string keyword in row.Keywords)
            {
                rules.Add(keyword, new(() => row.Rule(keyword)));
            }
        }

        return rules;
    }
}
